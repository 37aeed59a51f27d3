import { deadLetterQueues } from '#local/cli/dead-letters/queues.ts';
import { stageNames } from '#schemas/names.ts';
import { stallLimitMs } from '#shared/pipeline/watchdog.ts';
import {
  at,
  list,
  type Packaged,
  type PackagedTemplate,
  packagedTemplate,
  packagingTakes,
  target,
} from './template.ts';

describe('in the packaged template', () => {
  let stack: PackagedTemplate;
  const queues = () => stack.ofType('AWS::SQS::Queue');
  const mappings = () => stack.ofType('AWS::Lambda::EventSourceMapping');
  const deadLetterTarget = (queue: Packaged) => target(at(queue.properties, 'RedrivePolicy', 'deadLetterTargetArn'));
  const policiesOf = (queue: Packaged) =>
    stack
      .ofType('AWS::SQS::QueuePolicy')
      .filter(({ properties }) => list(properties.Queues).some((value) => target(value) === queue.id));

  beforeAll(async () => {
    stack = await packagedTemplate();
  }, packagingTakes);

  it('each of the six functions has one queue, and reports what failed of a batch', () => {
    expect(mappings()).toHaveLength(6);
    expect(new Set(mappings().map(({ properties }) => target(properties.EventSourceArn))).size).toBe(6);
    for (const { properties } of mappings()) {
      expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(at(properties, 'ScalingConfig', 'MaximumConcurrency')).toBeGreaterThanOrEqual(2);
      expect(properties.BatchSize).toBeLessThanOrEqual(10);
    }
  });

  it('where a model may be called a batch is one record', () => {
    for (const name of ['Generator', 'Validator']) {
      const mapping = mappings().find(({ properties }) => target(properties.EventSourceArn) === `${name}Queue`);
      expect(mapping?.properties.BatchSize).toBe(1);
    }
  });

  it('a message is hidden for at least six times the timeout of the function that has it', () => {
    for (const { properties } of mappings()) {
      const queue = stack.get(target(properties.EventSourceArn) ?? '');
      const timeout = Number(stack.get(target(properties.FunctionName) ?? '').properties.Timeout);
      const window = Number(properties.MaximumBatchingWindowInSeconds ?? 0);
      expect(timeout).toBeGreaterThan(0);
      expect(queue.properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout + window);
    }
  });

  it('a stage is given up only after two redeliveries had their time', () => {
    for (const name of stageNames) {
      const { properties } = stack.get(`${name.charAt(0).toUpperCase()}${name.slice(1)}Queue`);
      expect(stallLimitMs[name]).toBeGreaterThanOrEqual(2 * Number(properties.VisibilityTimeout) * 1000);
    }
  });

  it('every queue that feeds a function has a dead-letter queue of its own after five receives', () => {
    const own = mappings().map(({ properties }) => stack.get(target(properties.EventSourceArn) ?? ''));
    for (const queue of own) expect(at(queue.properties, 'RedrivePolicy', 'maxReceiveCount')).toBe(5);
    const dead = own.map((queue) => stack.get(deadLetterTarget(queue) ?? `no DLQ of ${queue.id}`).id);
    expect(new Set(dead).size).toBe(own.length);
  });

  it('the function is told the same number of receives and the same timeout', () => {
    for (const { properties } of mappings()) {
      const { properties: own } = stack.get(target(properties.FunctionName) ?? '');
      const variables = at(own, 'Environment', 'Variables');
      const queue = stack.get(target(properties.EventSourceArn) ?? '');
      expect(at(variables, 'TIMEOUT_SECONDS')).toBe(String(own.Timeout));
      expect(at(variables, 'MAX_RECEIVE_COUNT')).toBe(String(at(queue.properties, 'RedrivePolicy', 'maxReceiveCount')));
      expect(target(at(variables, 'QUEUE_URL'))).toBe(queue.id);
      expect(target(at(variables, 'DEAD_LETTER_QUEUE_URL'))).toBe(deadLetterTarget(queue));
    }
  });

  it('every dead-letter queue keeps its messages for 14 days', () => {
    const dead = queues().filter((queue) => !deadLetterTarget(queue));
    expect(dead).toHaveLength(13);
    for (const { properties } of dead) expect(properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
  });

  it('every dead-letter queue is one that operators are shown', () => {
    const dead = queues().filter((queue) => !deadLetterTarget(queue));
    const names = dead.map(({ properties }) => String(properties.QueueName).replace('dropforge-local-', ''));
    expect(names.toSorted()).toEqual(deadLetterQueues.map(({ name }) => name).toSorted());
  });

  it('every queue is encrypted and refuses whoever does not use TLS', () => {
    for (const queue of queues()) {
      expect(queue.properties.SqsManagedSseEnabled).toBe(true);
      const statements = policiesOf(queue).flatMap(({ properties }) =>
        list(at(properties, 'PolicyDocument', 'Statement')),
      );
      expect(statements).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });

  it('no queue lets in a service but for one named rule', () => {
    const allowed = queues()
      .flatMap(policiesOf)
      .flatMap(({ properties }) => list(at(properties, 'PolicyDocument', 'Statement')))
      .filter((statement) => at(statement, 'Effect') === 'Allow');
    expect(allowed).toHaveLength(12);
    for (const statement of allowed) {
      expect(at(statement, 'Action')).toBe('sqs:SendMessage');
      expect(stack.get(target(at(statement, 'Condition', 'ArnEquals', 'aws:SourceArn')) ?? '').type).toBe(
        'AWS::Events::Rule',
      );
    }
  });

  it('only intake may send itself messages in a loop, and Lambda does not take that for a runaway', () => {
    const looping = stack
      .ofType('AWS::Lambda::Function')
      .filter(({ properties }) => properties.RecursiveLoop === 'Allow')
      .map(({ id }) => id);
    expect(looping).toEqual(['IntakeLambdaFunction']);
  });
});
