// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of Fn::Sub
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import type { Template } from '#shared/cloudformation/template.ts';
import { placeIn } from '../place.ts';
import type { Kind } from './kind.ts';
import { kinds } from './resources/index.ts';
import { readStack, type Stack } from './stack.ts';

const read = (template: Partial<Template>, parameters: Record<string, string> = {}): Stack =>
  readStack({
    template: { Resources: {}, ...template },
    stackName: 'forge-test',
    place: placeIn('eu-west-1'),
    sqsUrl: 'http://127.0.0.1:1',
    parameters,
    kinds,
  });

const jobs: Template['Resources'] = {
  Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': '${AWS::StackName}-jobs' } } },
  Group: { Type: 'AWS::Logs::LogGroup', Properties: { Anything: { 'Fn::GetAtt': ['Nowhere', 'Arn'] } } },
};

const conditions: JsonObject = {
  IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
  NotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
  Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'NotProd' }] },
  Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'NotProd' }] },
};

/** What a value evaluates to, seen as an output of a stack with a queue, a log group, a parameter and conditions. */
const evaluated = (Value: JsonValue, parameters: Record<string, string> = {}): string | undefined =>
  read(
    {
      Parameters: { Stage: { Type: 'String', Default: 'dev' }, Zones: { Type: 'CommaDelimitedList', Default: 'a, b' } },
      Mappings: { Sizes: { dev: { Memory: 256 } } },
      Conditions: conditions,
      Resources: jobs,
      Outputs: { Out: { Value } },
    },
    parameters,
  ).outputs.Out;

describe('the packaged template is evaluated', () => {
  const cases: readonly (readonly [string, JsonValue, string])[] = [
    ['Ref of a parameter', { Ref: 'Stage' }, 'dev'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Ref of a queue: its URL', { Ref: 'Jobs' }, 'http://127.0.0.1:1/000000000000/forge-test-jobs'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Jobs', 'Arn'] }, 'arn:aws:sqs:eu-west-1:000000000000:forge-test-jobs'],
    ['Fn::GetAtt as a string', { 'Fn::GetAtt': 'Jobs.QueueName' }, 'forge-test-jobs'],
    [
      'Fn::GetAtt of what is not emulated',
      { 'Fn::GetAtt': ['Group', 'Arn'] },
      'arn:aws:logs:eu-west-1:000000000000:forge-test-Group',
    ],
    [
      'Fn::Sub with resources and attributes',
      { 'Fn::Sub': '${Stage}:${Jobs.QueueName}:${!Kept}' },
      'dev:forge-test-jobs:${Kept}',
    ],
    ['Fn::Sub with variables of its own', { 'Fn::Sub': ['${A}-${Stage}', { A: { Ref: 'Stage' } }] }, 'dev-dev'],
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'Stage' }, 1]] }, 'a/dev/1'],
    ['Fn::Select and Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b-c'] }] }, 'b'],
    ['Fn::Select from a list parameter', { 'Fn::Select': ['1', { Ref: 'Zones' }] }, 'b'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Memory'] }, '256'],
    ['Fn::If', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'no'],
    [
      'Fn::Not, Fn::And and Fn::Or',
      { 'Fn::Join': ['', [{ 'Fn::If': ['Both', '1', '0'] }, { 'Fn::If': ['Either', '1', '0'] }]] },
      '01',
    ],
    ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['AWS::NoValue, which leaves a list', { 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a,b'],
  ];
  it.each(cases)('%s', (_, value, expected) => expect(evaluated(value)).toBe(expected));

  it('with the parameters that are given', () => {
    expect(evaluated({ 'Fn::If': ['IsProd', 'yes', 'no'] }, { Stage: 'prod' })).toBe('yes');
  });

  it("leaves a policy's Condition as it is", () => {
    const Properties = { RedrivePolicy: { Condition: { Bool: { 'aws:SecureTransport': 'false' } } } };
    const [resource] = read({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } }).resources;
    expect(resource?.properties).toEqual(Properties);
  });

  it('without the resources and outputs whose condition is false', () => {
    const stack = read({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { ...jobs, Other: { Type: 'AWS::SQS::Queue', Condition: 'Never' } },
      Outputs: { Other: { Condition: 'Never', Value: { Ref: 'Other' } } },
    });
    expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['Jobs', 'Group']);
    expect(stack.outputs).toEqual({});
  });
});

describe('a template is refused', () => {
  const wrong: readonly (readonly [string, Partial<Template>, string])[] = [
    [
      'for a type nobody thought of',
      { Resources: { Clock: { Type: 'AWS::Kinesis::Stream' } } },
      'AWS::Kinesis::Stream (Clock)',
    ],
    ['for a parameter without a value', { Parameters: { Email: { Type: 'String' } } }, 'Parameter Email needs a value'],
    [
      'for a name that nothing has',
      { Outputs: { Out: { Value: { Ref: 'Nothing' } } } },
      'no parameter or resource Nothing',
    ],
    [
      'for an inherited name',
      { Outputs: { Out: { Value: { Ref: 'toString' } } } },
      'no parameter or resource toString',
    ],
    [
      'for an attribute it does not know',
      { Resources: jobs, Outputs: { Out: { Value: { 'Fn::GetAtt': ['Jobs', 'Age'] } } } },
      'Jobs.Age',
    ],
    ['for a function it does not know', { Outputs: { Out: { Value: { 'Fn::Cidr': [] } } } }, 'Fn::Cidr'],
    [
      'for a condition made of itself',
      { Conditions: { A: { 'Fn::Not': [{ Condition: 'A' }] } }, Outputs: { O: { Condition: 'A', Value: '' } } },
      'Condition A refers to itself',
    ],
    [
      'for names made of each other',
      {
        Resources: {
          A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['B', 'QueueName'] } } },
          B: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['A', 'QueueName'] } } },
        },
      },
      'refers to itself',
    ],
  ];
  it.each(wrong)('%s', (_, template, message) => expect(() => read(template)).toThrow(message));
  it('for a parameter it does not have', () => expect(() => read({}, { Stage: 'x' })).toThrow('no parameter Stage'));
});

describe('every resource type', () => {
  it('is known once', () => {
    const types = [...kinds.values()].map(({ type }: Kind) => type);
    expect(new Set(types).size).toBe(types.length);
  });
});
