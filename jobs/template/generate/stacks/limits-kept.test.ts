import fc from 'fast-check';
import type { JsonObject } from '#schemas/json.ts';
import { account, exported, madeStacks, written } from '../assembly/samples.ts';
import type { MappedResource } from '../mapped.ts';

/** Kinds of values that become parameters, and how many of each a drop has. */
type Shape = {
  readonly asking: number;
  readonly secrets: number;
  readonly functions: number;
  readonly declared: number;
  readonly mapped: number;
  readonly told: number;
  readonly spare: number;
};

const marker = (name: string) => ({ 'Dropforge::Parameter': { name, description: name } });
const secret = (hint: string) => ({ 'Dropforge::Secret': { hint } });
const several = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const named = (names: readonly string[], value: (name: string) => JsonObject): JsonObject =>
  Object.fromEntries(names.map((name) => [name, value(name)]));

const resourcesOf = ({ asking, secrets, functions, declared, mapped }: Shape): MappedResource[] => [
  ...several(asking, (at) => exported('AWS::SNS::Topic', { DisplayName: marker('Owner') }, { name: `asking${at}` })),
  ...several(secrets, (at) =>
    exported('AWS::SSM::Parameter', { Type: 'String', Value: secret('Value') }, { name: `secret${at}` }),
  ),
  ...several(functions, (at) => {
    const name = `function${at}`;
    const code = { S3Bucket: marker('CodeS3Bucket'), S3Key: marker('CodeS3Key') };
    const Role = `arn:aws:iam::${account}:role/${name}`;
    return [
      exported('AWS::Lambda::Function', { FunctionName: name, Code: code, Role }, { name, ref: name }),
      exported(
        'AWS::IAM::Role',
        { RoleName: name, AssumeRolePolicyDocument: {} },
        { name, ref: name, returns: { Arn: Role } },
      ),
    ];
  }).flat(),
  ...several(Math.max(declared, mapped), (at) =>
    written('t.yaml', `Own${at}`, 'AWS::SNS::Topic', {
      ...(at < declared && { DisplayName: { Ref: `P${at}` } }),
      ...(at < mapped && { TopicName: { 'Fn::FindInMap': [`M${at}`, 'a', 'b'] } }),
    }),
  ),
];

const templatesOf = ({ declared, mapped, told, spare }: Shape) => [
  {
    source: { file: 't.yaml', pointer: '' },
    sections: {
      Parameters: named(
        several(Math.max(declared, told, spare), (at) => `P${at}`),
        () => ({ Type: 'String' }),
      ),
      Mappings: named(
        several(mapped, (at) => `M${at}`),
        () => ({ a: { b: 'c' } }),
      ),
      Outputs: named(
        several(told, (at) => `O${at}`),
        (name) => ({ Value: { Ref: `P${name.slice(1)}` } }),
      ),
    },
  },
];

const limits = { Resources: 500, Parameters: 200, Mappings: 200, Outputs: 200 };

const beyond = (template: object): string[] =>
  Object.entries(limits).flatMap(([section, limit]) => {
    const count = Object.keys(Object.entries(template).find(([name]) => name === section)?.[1] ?? {}).length;
    return count > limit ? [`${count} ${section}`] : [];
  });

const expectWithinLimits = (shape: Shape) => {
  const resources = resourcesOf(shape);
  const { stacks, findings } = madeStacks(resources, templatesOf(shape));
  expect(
    stacks.flatMap(({ template, yaml }) => [...beyond(template), ...(yaml.length > 1_000_000 ? ['long'] : [])]),
  ).toEqual([]);
  expect(stacks.flatMap(({ template }) => Object.keys(template.Resources))).toHaveLength(resources.length);
  expect(findings.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
};

const none: Shape = { asking: 0, secrets: 0, functions: 0, declared: 0, mapped: 0, told: 0, spare: 0 };

describe('no template is beyond what CloudFormation takes', () => {
  it.each([
    ['values to be asked for', { ...none, asking: 450 }],
    ['secrets', { ...none, secrets: 450 }],
    ['secrets that are few enough for parameters, and values to be asked for', { ...none, secrets: 60, asking: 150 }],
    ['functions without code', { ...none, functions: 240 }],
    ['parameters that templates brought', { ...none, declared: 410 }],
    ['mappings that templates brought', { ...none, mapped: 410 }],
    ['parameters that only outputs tell of', { ...none, asking: 5, told: 199 }],
    ['parameters that nothing uses', { ...none, asking: 120, spare: 150 }],
  ])('whatever there is much of: %s', (_, shape) => {
    expectWithinLimits(shape);
  });

  it('whatever there is of each', () => {
    const shape = fc.record({
      asking: fc.nat(260),
      secrets: fc.nat(120),
      functions: fc.nat(70),
      declared: fc.nat(220),
      mapped: fc.nat(220),
      told: fc.nat(200),
      spare: fc.nat(200),
    });
    fc.assert(fc.property(shape, expectWithinLimits), { numRuns: 12 });
  });
});
