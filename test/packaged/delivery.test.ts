import { catalogue } from '#events/index.ts';
import { eventSource } from '#schemas/event.ts';
import { stageNames } from '#schemas/names.ts';
import { at, list, type PackagedTemplate, packagedTemplate, packagingTakes, target } from './template.ts';

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

describe('in the packaged template', () => {
  let stack: PackagedTemplate;
  const rules = () => stack.ofType('AWS::Events::Rule');

  beforeAll(async () => {
    stack = await packagedTemplate();
  }, packagingTakes);

  it('every stage has its one rule, which has its one target: the queue of that stage', () => {
    expect(rules().map(({ id }) => id)).toEqual(stageNames.map((name) => `${pascal(name)}Rule`));
    for (const { id, properties } of rules()) {
      expect(list(properties.Targets).map((entry) => target(at(entry, 'Arn')))).toEqual([id.replace('Rule', 'Queue')]);
    }
  });

  it('every target is tried again, and what stays undelivered lies in a dead-letter queue of its own', () => {
    const targets = [
      ...rules().flatMap(({ properties }) => list(properties.Targets)),
      ...stack.ofType('AWS::Scheduler::Schedule').map(({ properties }) => properties.Target ?? null),
    ];
    expect(targets).toHaveLength(10);
    for (const entry of targets) {
      expect(at(entry, 'RetryPolicy', 'MaximumRetryAttempts')).toBeGreaterThan(0);
      expect(at(entry, 'RetryPolicy', 'MaximumEventAgeInSeconds')).toBeGreaterThan(0);
      expect(stack.get(target(at(entry, 'DeadLetterConfig', 'Arn')) ?? '').type).toBe('AWS::SQS::Queue');
    }
    const dead = rules().flatMap(({ properties }) =>
      list(properties.Targets).map((entry) => target(at(entry, 'DeadLetterConfig', 'Arn'))),
    );
    expect(new Set(dead).size).toBe(stageNames.length);
  });

  it('a stage takes from the bus exactly the events that the catalogue says it consumes', () => {
    for (const stage of stageNames.filter((name) => name !== 'intake')) {
      const { properties } = stack.get(`${pascal(stage)}Rule`);
      const consumed = catalogue.filter(({ consumers }) => (consumers as readonly string[]).includes(stage));
      expect(target(properties.EventBusName)).toBe('EventBus');
      expect(properties.EventPattern).toEqual({
        source: [eventSource],
        'detail-type': consumed.map(({ type }) => type),
      });
    }
  });

  it('intake hears of objects under drops/ in the input bucket, from the default bus: S3 speaks to no other', () => {
    const { properties } = stack.get('IntakeRule');
    expect(properties.EventBusName).toBeUndefined();
    expect(properties.EventPattern).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [{ Ref: 'InputBucket' }] }, object: { key: [{ prefix: 'drops/' }] } },
    });
    expect(
      at(
        stack.get('InputBucket').properties,
        'NotificationConfiguration',
        'EventBridgeConfiguration',
        'EventBridgeEnabled',
      ),
    ).toBe(true);
  });

  it('the events of 30 days can be replayed', () => {
    const { properties } = stack.get('EventArchive');
    expect(properties.RetentionDays).toBe(30);
    expect(target(properties.SourceArn)).toBe('EventBus');
  });

  it.each([
    ['WatchdogSchedule', 'rate(5 minutes)', 'WatchdogDue', 'CleanupQueue'],
    ['CleanupSchedule', 'rate(1 hour)', 'CleanupDue', 'CleanupQueue'],
    ['DigestSchedule', 'cron(0 7 * * ? *)', 'DigestDue', 'NotifierQueue'],
  ])('%s at %s puts an event envelope, %s, into %s', (id, expression, type, queue) => {
    const { properties } = stack.get(id);
    expect(properties.ScheduleExpression).toBe(expression);
    expect(target(at(properties, 'Target', 'Arn'))).toBe(queue);
    expect(JSON.parse(String(at(properties, 'Target', 'Input')))).toEqual({
      id: '<aws.scheduler.execution-id>',
      source: 'dropforge.scheduler',
      'detail-type': type,
      time: '<aws.scheduler.scheduled-time>',
      detail: {},
    });
  });
});
