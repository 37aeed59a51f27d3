import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, type PackagedTemplate, packagedTemplate, packagingTakes, target } from './template.ts';

const repository = join(import.meta.dirname, '..', '..');
const runbook = join(repository, 'docs', 'runbook');
const pages = readdirSync(runbook).filter((name) => name !== 'README.md');
/** Of every page, in the order in which somebody who was woken reads them. */
const sections = ['Alarm', 'Look', 'Mend', 'Mended when', 'Seen'];
const runbookOf = (description: unknown) => /docs\/runbook\/[\w-]+\.md/.exec(String(description))?.[0];

describe('in the packaged template', () => {
  let stack: PackagedTemplate;
  const alarms = () => stack.ofType('AWS::CloudWatch::Alarm');
  const queuesWith = (metric: string) =>
    alarms()
      .filter(({ properties }) => properties.MetricName === metric)
      .map(({ properties }) => target(at(properties, 'Dimensions', 0, 'Value')));
  const functionsWith = (metric: string) =>
    alarms()
      .filter(({ properties }) => properties.MetricName === metric)
      .map(({ properties }) => at(properties, 'Dimensions', 0, 'Value'));

  const functionNames = () =>
    stack.ofType('AWS::Lambda::Function').map(({ properties }) => String(properties.FunctionName));

  beforeAll(async () => {
    stack = await packagedTemplate();
  }, packagingTakes);

  it('every function, and the API, has a log group with a retention; functions write JSON and are traced', () => {
    const groups = stack.ofType('AWS::Logs::LogGroup');
    expect(groups.map(({ properties }) => properties.LogGroupName).sort()).toEqual(
      [...functionNames().map((name) => `/aws/lambda/${name}`), '/aws/apigateway/dropforge-local'].sort(),
    );
    for (const { properties } of groups) expect(properties.RetentionInDays).toBe(30);
    for (const { properties } of stack.ofType('AWS::Lambda::Function')) {
      expect(at(properties, 'LoggingConfig', 'LogFormat')).toBe('JSON');
      expect(at(properties, 'TracingConfig', 'Mode')).toBe('Active');
      expect(at(properties, 'Environment', 'Variables', 'POWERTOOLS_METRICS_NAMESPACE')).toBe('Dropforge');
    }
  });

  it('every dead-letter queue has an alarm', () => {
    const dead = stack.ofType('AWS::SQS::Queue').filter(({ properties }) => !properties.RedrivePolicy);
    expect(queuesWith('ApproximateNumberOfMessagesVisible').sort()).toEqual(dead.map(({ id }) => id).sort());
  });

  it('every queue of a function has an alarm on the age of its oldest message', () => {
    const fed = stack
      .ofType('AWS::Lambda::EventSourceMapping')
      .map(({ properties }) => target(properties.EventSourceArn));
    expect(queuesWith('ApproximateAgeOfOldestMessage').sort()).toEqual(fed.sort());
  });

  it.each(['Errors', 'Duration', 'Throttles'])('every function has an alarm on %s', (metric) => {
    expect(functionsWith(metric)).toEqual(functionNames());
  });

  it('failed jobs have an alarm on the metric that the functions publish', () => {
    const { properties } = stack.get('FailedJobsAlarm');
    expect(properties).toMatchObject({ Namespace: 'Dropforge', MetricName: 'FailedJobs' });
    const { properties: publisher } = stack.ofType('AWS::Lambda::Function')[0] ?? { properties: {} };
    expect(properties.Dimensions).toEqual([
      { Name: 'service', Value: at(publisher, 'Environment', 'Variables', 'POWERTOOLS_SERVICE_NAME') },
    ]);
  });

  it('every alarm tells the topic and names a page of the runbook that exists', () => {
    for (const { id, properties } of alarms()) {
      expect(target(at(properties, 'AlarmActions', 0))).toBe('AlarmsTopic');
      const page = runbookOf(properties.AlarmDescription);
      expect({ id, exists: page !== undefined && existsSync(join(repository, page)) }).toEqual({ id, exists: true });
    }
  });

  it('every page of the runbook belongs to an alarm', () => {
    const named = new Set(alarms().map(({ properties }) => basename(runbookOf(properties.AlarmDescription) ?? '')));
    expect([...pages].sort()).toEqual([...named, 'model-spend.md'].sort()); // there is no model here: cost-guard.test.ts
  });

  it.each(pages)('the page %s has its five sections, and says when it was followed', (name) => {
    const page = readFileSync(join(runbook, name), 'utf8');
    const [, ...parts] = page.split(/^## /m);
    expect(parts.map((part) => part.split('\n', 1)[0])).toEqual(sections);
    for (const part of parts) expect(part.split('\n').slice(1).join('').trim()).not.toBe('');
    expect(parts.at(-1)).toMatch(/\d{4}-\d{2}-\d{2}/);
  });

  it('the index of the runbook leads to each page', () => {
    const index = readFileSync(join(runbook, 'README.md'), 'utf8');
    const linked = [...index.matchAll(/^\| \[[^\]]+\]\(([\w-]+\.md)\) \|/gm)].map(([, page]) => page);
    expect(linked.sort()).toEqual([...pages].sort());
  });

  it('the dashboard is JSON whose graphs are of metrics', () => {
    const body = JSON.parse(String(at(stack.get('Dashboard').properties, 'DashboardBody', 'Fn::Sub')));
    expect(body.widgets.length).toBeGreaterThanOrEqual(9);
    for (const widget of body.widgets) expect(widget.properties.metrics.length).toBeGreaterThan(0);
  });
});
