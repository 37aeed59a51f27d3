import type { JsonValue } from '#schemas/json.ts';
import { terraformShow } from './terraform-show.ts';

const read = (value: JsonValue) => terraformShow.read({ pointer: '', value }, { file: 'show.json' });
const vpc = { mode: 'managed', type: 'aws_vpc', values: { id: 'vpc-1', cidr_block: '10.0.0.0/16' } };
const database = {
  mode: 'managed',
  type: 'aws_db_instance',
  values: { identifier: 'shop', login: 'x', blocks: [{ deep: 'y', plain: 'z' }], empty: null },
  sensitive_values: { login: true, blocks: [{ deep: true }], empty: true },
};
const module = { resources: [vpc], child_modules: [{ resources: [], child_modules: [{ resources: [database] }] }] };
const marker = (hint: string) => ({ 'Dropforge::Secret': { hint } });

describe('terraform show -json is read, modules and all', () => {
  it('of a state', () => {
    const { resources, notes } = read({ format_version: '1.0', values: { root_module: module } });
    expect(resources.map(({ type, source }) => [type, source.pointer])).toEqual([
      ['AWS::EC2::VPC', '/values/root_module/resources/0/values'],
      ['AWS::RDS::DBInstance', '/values/root_module/child_modules/0/child_modules/0/resources/0/values'],
    ]);
    expect(notes).toEqual([]);
  });

  it('of a plan, which is said not to know everything yet', () => {
    const { resources, notes } = read({
      format_version: '1.2',
      planned_values: { root_module: module },
      prior_state: {},
    });
    expect(resources).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining('planned')]);
  });

  it('with what is sensitive hidden', () => {
    const { resources } = read({ format_version: '1.0', values: { root_module: { resources: [database] } } });
    expect(resources[0]?.properties).toEqual({
      identifier: 'shop',
      login: marker('login'),
      blocks: [{ deep: marker('deep'), plain: 'z' }],
      empty: null,
    });
  });

  it.each<[JsonValue]>([[{ format_version: '1.0' }], [{ values: { root_module: {} } }], [[]]])('%j is none', (value) =>
    expect(terraformShow.recognise(value)).toBe(false),
  );
});
