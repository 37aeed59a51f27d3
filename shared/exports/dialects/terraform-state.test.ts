import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { terraformState } from './terraform-state.ts';

const state = (...resources: JsonValue[]) => ({ version: 4, terraform_version: '1.13.4', serial: 1, resources });
const managed = (type: string, attributes: JsonObject, also: JsonObject = {}) => ({
  mode: 'managed',
  type,
  name: 'main',
  instances: [{ attributes, ...also }],
});
const read = (value: JsonValue) => terraformState.read({ pointer: '', value }, { file: 'terraform.tfstate' });

describe('a Terraform state is read by the type of its resources', () => {
  it('as it is: names and shapes are left to the mapping', () => {
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:orders';
    expect(read(state(managed('aws_sqs_queue', { arn, name: 'orders' }))).resources).toEqual([
      {
        source: { file: 'terraform.tfstate', pointer: '/resources/0/instances/0/attributes' },
        under: '',
        dialect: 'terraform-state',
        type: 'AWS::SQS::Queue',
        called: 'aws_sqs_queue',
        identifiers: [arn],
        region: 'eu-west-1',
        account: '111122223333',
        properties: { arn, name: 'orders' },
      },
    ]);
  });

  it('every instance of a count or for_each, but none that is only to be destroyed', () => {
    const resource = {
      mode: 'managed',
      type: 'aws_subnet',
      instances: [
        { index_key: 0, attributes: { id: 'subnet-1' } },
        { index_key: 1, attributes: { id: 'subnet-2' } },
        { deposed: '0a1b2c3d', attributes: { id: 'subnet-0' } },
      ],
    };
    expect(read(state(resource)).resources.map(({ identifiers }) => identifiers)).toEqual([['subnet-1'], ['subnet-2']]);
  });

  it('a type that is not known goes on without one, unless its name or ARN tells', () => {
    const unknown = managed('aws_iam_account_password_policy', { id: 'x' });
    const byName = managed('aws_ce_anomaly_monitor', { id: 'y' });
    const byArn = managed('aws_new_name_of_queue', { arn: 'arn:aws:sqs:eu-west-1:111122223333:orders' });
    const types = read(state(unknown, byName, byArn)).resources.map(({ type }) => type);
    expect(types).toEqual([undefined, 'AWS::CE::AnomalyMonitor', 'AWS::SQS::Queue']);
  });

  it('counts data sources and other providers, and makes nothing of them', () => {
    const data = { ...managed('aws_ami', { id: 'ami-1' }), mode: 'data' };
    const { resources, notes } = read(state(data, managed('random_id', {}), managed('null_resource', {})));
    expect(resources).toEqual([]);
    expect(notes).toEqual([
      '1 data source is looked up, not created',
      '2 resources of other providers (null, random): CloudFormation makes AWS resources only',
    ]);
  });

  it('refuses older versions and says what gives a newer one', () => {
    expect(() => read({ version: 3, terraform_version: '0.11.13', modules: [] })).toThrow(/terraform state pull/);
  });

  it('no other document with a version is one', () => {
    expect(terraformState.recognise({ version: 4, resources: [] })).toBe(false);
    expect(terraformState.recognise({ version: '2.0', terraform_version: '1' })).toBe(false);
  });
});

describe('what the state marks as sensitive never leaves it', () => {
  const hiddenIn = (attributes: JsonObject, ...path: JsonValue[]) =>
    read(state(managed('aws_db_instance', attributes, { sensitive_attributes: [path] }))).resources[0]?.properties;
  const at = (value: JsonValue) => ({ type: 'get_attr', value });
  const marker = (hint: string) => ({ 'Dropforge::Secret': { hint } });

  it('an attribute', () => {
    expect(hiddenIn({ plain: 'x', login: 'y' }, at('login'))).toEqual({ plain: 'x', login: marker('login') });
  });

  it('an attribute inside a block', () => {
    const path = [at('setting'), { type: 'index', value: { value: 0, type: 'number' } }, at('value')];
    expect(hiddenIn({ setting: [{ name: 'a', value: 'y' }] }, ...path)).toEqual({
      setting: [{ name: 'a', value: marker('value') }],
    });
  });

  it('a whole map, and everything below a path that cannot be followed', () => {
    expect(hiddenIn({ vars: { a: 'y' } }, at('vars'))).toEqual({ vars: marker('vars') });
    expect(hiddenIn({ vars: { a: 'y' } }, at('vars'), { type: 'splat' })).toEqual({ vars: marker('vars') });
  });

  it('but what is not set stays so: there is no secret', () => {
    expect(hiddenIn({ login: null }, at('login'))).toEqual({ login: null });
  });
});
