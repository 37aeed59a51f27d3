import { placeIn } from '../place.ts';
import { parseExpression } from './expression.ts';
import { type Schedule, scheduledInput } from './scheduler.ts';

const matches = (cron: string, minute: string): boolean => {
  const expression = parseExpression(`cron(${cron})`);
  return expression.kind === 'cron' && expression.matches(new Date(minute));
};

describe('a schedule expression', () => {
  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 days)', 172_800_000],
  ])('%s is %i ms', (text, everyMs) => expect(parseExpression(text)).toEqual({ kind: 'rate', everyMs }));

  it.each([
    ['0 2 * * ? *', '2026-03-04T02:00:00Z', true],
    ['0 2 * * ? *', '2026-03-04T02:01:00Z', false],
    ['0/15 * * * ? *', '2026-03-04T09:45:00Z', true],
    ['0/15 * * * ? *', '2026-03-04T09:46:00Z', false],
    ['30 8-17 ? * MON-FRI *', '2026-03-04T17:30:00Z', true],
    ['30 8-17 ? * MON-FRI *', '2026-03-07T17:30:00Z', false],
    ['0 0 1,15 JAN,jul ? 2026', '2026-07-15T00:00:00Z', true],
    ['0 0 1,15 JAN,jul ? 2026', '2027-07-15T00:00:00Z', false],
  ])('cron(%s) at %s: %s', (cron, minute, expected) => expect(matches(cron, minute)).toBe(expected));

  it.each([
    'rate(0 minutes)',
    'rate(5 seconds)',
    'cron(0 2 * * ?)',
    'cron(0 2 L * ? *)',
    'cron(61 2 * * ? *)',
    'daily',
  ])('%s is refused', (text) => expect(() => parseExpression(text)).toThrow());
});

describe('a schedule sends', () => {
  const schedule: Schedule = {
    logicalId: 'Watchdog',
    name: 'watchdog',
    arn: 'arn:schedule',
    expression: parseExpression('rate(5 minutes)'),
    targetArn: 'arn:queue',
    enabled: true,
  };
  const at = new Date('2026-03-04T02:00:00.123Z');
  const place = placeIn('eu-west-1');

  it('its input with the context attributes filled in', () => {
    const input =
      '{"id":"<aws.scheduler.execution-id>","at":"<aws.scheduler.scheduled-time>","of":"<aws.scheduler.schedule-arn>"}';
    const sent = JSON.parse(scheduledInput({ ...schedule, input }, at, place));
    expect(sent).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: '2026-03-04T02:00:00Z',
      of: 'arn:schedule',
    });
  });

  it('an event of its own if it has no input', () =>
    expect(JSON.parse(scheduledInput(schedule, at, place))).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      resources: ['arn:schedule'],
    }));
});
