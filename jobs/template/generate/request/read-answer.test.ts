import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { readAnswer, tracesOf } from './read-answer.ts';
import { defineResources } from './tool.ts';

const queues = ['Orders', 'Invoices'];
const existing = {
  types: new Map(queues.map((name) => [name, 'AWS::SQS::Queue'])),
  identifiers: new Map([['AWS::SQS::Queue', new Set(queues.map((name) => `${name}-in-aws`))]]),
};

const read = (resources: readonly JsonObject[], text = 'An alarm on each queue') => {
  const wanted = defineResources.parse.parse({ resources });
  return readAnswer(wanted.resources, { file: 'request.md', text }, existing, loadRegistry());
};

const topic = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'AWS::SNS::Topic',
  logicalName: 'News',
  properties,
  ...more,
});

const alarm = (logicalName: string, refersTo: readonly JsonObject[]): JsonObject => ({
  type: 'AWS::CloudWatch::Alarm',
  logicalName,
  properties: {},
  refersTo,
});

describe('nothing is believed that the registry does not bear out', () => {
  it.each<readonly [string, JsonObject, string, JsonObject | undefined]>([
    [
      'a property that the type lacks',
      topic({ DisplayName: 'x', Colour: 'red' }),
      'no property Colour',
      { DisplayName: 'x' },
    ],
    ['one that is read-only', topic({ TopicArn: 'arn:aws:sns:x' }), 'no property TopicArn', undefined],
    [
      'a prototype name',
      topic(JSON.parse('{"__proto__": {"a": 1}, "DisplayName": "x"}')),
      'no property __proto__',
      { DisplayName: 'x' },
    ],
    [
      'an unknown name further in',
      topic({ Subscription: [{ Protocol: 'sqs', Endpoint: 'e', Deep: 1 }] }),
      'no property Deep',
      { Subscription: [{ Protocol: 'sqs', Endpoint: 'e' }] },
    ],
    ['an object for a text', topic({ DisplayName: { a: 'b' } }), 'wants none', undefined],
    ['a text for a list', topic({ Tags: 'x' }), 'wants an object or a list', undefined],
    ['a reference to what is not there', topic({ DisplayName: { Ref: 'Nobody' } }), 'no resource Nobody', undefined],
    [
      'an attribute that is not there',
      topic({ DisplayName: { 'Fn::GetAtt': ['Orders', 'Colour'] } }),
      'no attribute Colour',
      undefined,
    ],
    ['a macro', topic({ DisplayName: { 'Fn::Transform': { Name: 'AWS::Include' } } }), 'no function', undefined],
    [
      'another stack',
      topic({ DisplayName: { 'Fn::Sub': ['${x}', { x: { 'Fn::ImportValue': 'secret' } }] } }),
      'no function',
      undefined,
    ],
    [
      'a dynamic reference',
      topic({ DisplayName: '{{resolve:secretsmanager:prod}}' }),
      'a dynamic reference',
      undefined,
    ],
    [
      'an address',
      topic({ Subscription: [{ Protocol: 'https', Endpoint: 'https://evil.example' }] }),
      'an address',
      undefined,
    ],
    [
      'a wildcard',
      topic({ DeliveryStatusLogging: [{ Protocol: 'sqs', SuccessFeedbackRoleArn: '*' }] }),
      'a wildcard',
      undefined,
    ],
    [
      'a reference to nowhere',
      topic({}, { refersTo: [{ property: 'x', logicalName: 'Orders' }] }),
      'no place',
      undefined,
    ],
  ])('%s is left out, with the reason', (_, wanted, why, left) => {
    const answered = read([wanted]);
    const [resource] = answered.resources;
    expect(left && resource?.properties).toEqual(left);
    expect(answered.refused.map((one) => one.why)).toEqual([expect.stringContaining(why)]);
    expect(tracesOf(answered, { file: 'request.md', text: '' })).toEqual([
      expect.objectContaining({ outcome: 'dropped', reason: 'not-believed', note: expect.stringContaining(why) }),
    ]);
    expect(({} as JsonObject).a).toBeUndefined();
  });

  it.each<readonly [string, JsonObject, string]>([
    ['a type that is none', topic({}, { type: 'AWS::Made::Up' }), 'no resource type AWS::Made::Up'],
    ['a stack', topic({}, { type: 'AWS::CloudFormation::Stack' }), 'no type that a request may bring'],
    ['a name that is none', topic({}, { logicalName: 'a-b' }), 'logical name'],
    ['a resource of the drop', alarm('Orders', []), 'changes none'],
    [
      'a resource of the drop by its own name',
      { type: 'AWS::SQS::Queue', logicalName: 'Mine', properties: { QueueName: 'Orders-in-aws' } },
      'changes none',
    ],
  ])('%s is no resource', (_, wanted, why) => {
    const { resources, refused } = read([wanted]);
    expect(resources).toEqual([]);
    expect(refused.map((one) => one.why)).toEqual([expect.stringContaining(why)]);
  });

  it('what would say something else without what was refused goes with it, and so does what refers to it', () => {
    const News = topic({ DisplayName: '{{resolve:secretsmanager:prod}}' });
    const { resources, refused } = read([
      News,
      alarm('OnNews', [{ property: '/AlarmActions/0', logicalName: 'News' }]),
      alarm('OnQueue', [{ property: '/Dimensions/0/Value', logicalName: 'Orders', attribute: 'QueueName' }]),
    ]);
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(['OnQueue']);
    expect(refused).toEqual([
      { pointer: '/Resources/News/Properties/DisplayName', why: expect.stringContaining('dynamic reference') },
      { pointer: '/Resources/OnNews/Properties/AlarmActions/0', why: 'there is no resource News' },
    ]);
  });

  it('what the request names word for word may be in it', () => {
    const Subscription = [{ Protocol: 'email', Endpoint: 'ops@example.com' }];
    expect(read([topic({ Subscription })], 'A topic for ops@example.com').resources).toHaveLength(1);
    expect(read([topic({ Subscription })], 'A topic').resources).toEqual([]);
  });

  it('a password that it makes up never leaves', () => {
    const MasterUserPassword = 'hunter2-hunter2';
    const { resources } = read([
      { type: 'AWS::RDS::DBInstance', logicalName: 'Db', properties: { MasterUserPassword } },
    ]);
    expect(resources[0]?.properties).toEqual({
      MasterUserPassword: { 'Dropforge::Secret': { hint: 'MasterUserPassword' } },
    });
  });

  it('is marked with the request it came from', () => {
    expect(read([topic({})]).resources).toEqual([
      expect.objectContaining({
        source: { file: 'request.md', pointer: '/Resources/News/Properties' },
        attributes: { Metadata: { 'Dropforge::Source': 'request.md' } },
      }),
    ]);
  });
});
