import { randomUUID } from 'node:crypto';
import { eventTime } from '../event-bridge/event.ts';
import type { Place } from '../place.ts';
import type { Expression } from './expression.ts';

export type Schedule = {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly expression: Expression;
  readonly targetArn: string;
  readonly enabled: boolean;
  /** Without one, the target gets an event of type `Scheduled Event`. */
  readonly input?: string;
};

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
const contextAttributes = (schedule: Schedule, time: Date): Readonly<Record<string, string>> => ({
  '<aws.scheduler.schedule-arn>': schedule.arn,
  '<aws.scheduler.scheduled-time>': eventTime(time),
  '<aws.scheduler.execution-id>': randomUUID(),
  '<aws.scheduler.attempt-number>': '1',
});

/** What the target gets when the schedule runs at `time`. */
export const scheduledInput = (schedule: Schedule, time: Date, place: Place): string => {
  if (schedule.input === undefined)
    return JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: place.account,
      time: eventTime(time),
      region: place.region,
      resources: [schedule.arn],
      detail: '{}',
    });
  const attributes = contextAttributes(schedule, time);
  return schedule.input.replace(/<aws\.scheduler\.[a-z-]+>/g, (name) => attributes[name] ?? name);
};

const minuteMs = 60_000;

/** Whether a schedule runs in the minute that begins at `minute`, `started` being the minute the clock began. */
const isDue = ({ expression }: Schedule, minute: Date, started: Date): boolean => {
  const elapsed = minute.getTime() - started.getTime();
  if (expression.kind === 'cron') return expression.matches(minute);
  if (expression.kind === 'at') return Math.floor(expression.time.getTime() / minuteMs) === minute.getTime() / minuteMs;
  return elapsed > 0 && elapsed % expression.everyMs === 0;
};

/** Looks once a minute, on the minute, which schedules are due; returns the way to stop. Does not keep the process up. */
export const startClock = (
  schedules: readonly Schedule[],
  run: (schedule: Schedule, time: Date) => void,
): (() => void) => {
  const minuteOf = (time: number) => new Date(Math.floor(time / minuteMs) * minuteMs);
  const started = minuteOf(Date.now());
  let timer: NodeJS.Timeout;
  const wait = () => {
    const next = minuteOf(Date.now() + minuteMs);
    timer = setTimeout(() => {
      for (const schedule of schedules) if (schedule.enabled && isDue(schedule, next, started)) run(schedule, next);
      wait();
    }, next.getTime() - Date.now());
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
};
