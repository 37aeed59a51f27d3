import type { ScheduledJob } from '#schemas/spec/facts.ts';
import type { Call } from './body.ts';
import { secondsOf, secondsPer, unitOf } from './durations.ts';
import type { Annotation, Drafts, JavaType, Value } from './model.ts';
import type { Types } from './types.ts';
import { argumentsOf, simpleName, valueIn } from './values.ts';

/** EJB's calendar: second, minute, hour, day, month, day of the week, each with its default. */
const calendar = [
  ['second', '0'],
  ['minute', '0'],
  ['hour', '0'],
  ['dayOfMonth', '*'],
  ['month', '*'],
  ['dayOfWeek', '*'],
] as const;

const add = (
  drafts: Drafts,
  job: Omit<ScheduledJob, 'schedule' | 'seconds'>,
  owner: string,
  when: { cron?: Value | undefined; period?: Value | undefined; unit?: string },
): void => {
  const { cron, period, unit = 'ms' } = when;
  drafts.scheduledJobs.push({
    fact: { ...job, ...(period && { schedule: period.source }) },
    texts: { schedule: cron ?? period },
    ...(period && { numbers: { seconds: period }, scale: secondsPer[unit] ?? 1 }),
    owner,
  });
};

/** @Scheduled of Spring, Quarkus and Micronaut, @Schedule of EJB. */
const timed = (
  annotation: Annotation,
  owner: JavaType,
  symbol: string,
  name: string,
  doc: string | undefined,
  span: ScheduledJob['span'],
  drafts: Drafts,
): void => {
  const { args } = annotation;
  const job = { name, symbol, ...(doc && { doc }), span };
  const period = (args.fixedRate ??
    args.fixedDelay ??
    args.fixedRateString ??
    args.fixedDelayString ??
    args.every)?.[0];
  const unit = unitOf(args.timeUnit?.[0]?.source);
  if (annotation.name === 'Schedule') {
    const cron = calendar.map(([field, fallback]) => args[field]?.[0]?.source.replace(/"/g, '') ?? fallback).join(' ');
    add(drafts, job, owner.id, { cron: { source: cron, text: [cron] } });
  } else if (args.cron?.[0] || period) {
    add(drafts, job, owner.id, { ...(args.cron?.[0] ? { cron: args.cron[0] } : { period }), ...(unit && { unit }) });
  }
};

const timers = ['Scheduled', 'Schedule'];

export const readJobs = (type: JavaType, drafts: Drafts): void => {
  for (const method of type.methods) {
    const all = method.annotations.flatMap((one) => [one, ...one.nested]).filter(({ name }) => timers.includes(name));
    for (const annotation of all)
      timed(annotation, type, method.id, `${type.name}.${method.name}`, method.doc, method.span, drafts);
  }
};

const executors = new Set(['scheduleAtFixedRate', 'scheduleWithFixedDelay']);
const quartzPeriods: Readonly<Record<string, string>> = {
  repeatSecondlyForever: 's',
  repeatMinutelyForever: 'min',
  repeatHourlyForever: 'h',
  withIntervalInSeconds: 's',
  withIntervalInMinutes: 'min',
  withIntervalInHours: 'h',
  withIntervalInMilliseconds: 'ms',
};

/** The class of a Quartz job that a body builds: JobBuilder.newJob(ReportJob.class). */
const jobClass = (call: Call): string | undefined =>
  /\bnewJob\(\s*([\w.]+)\.class/.exec(call.body.node.text)?.[1] ??
  /\bforJob\(\s*"?([\w.]+)/.exec(call.body.node.text)?.[1];

/** Executors that run again and again, Quartz triggers, timers. */
export const readJobCall = (call: Call): void => {
  const { body, name, arguments: args } = call;
  const job = { name: jobClass(call) ?? `${body.owner.name}.${body.name}`, symbol: body.symbol, span: call.span };
  const [first, , third, fourth] = args;
  if (executors.has(name) && third) {
    const unit = unitOf(fourth?.text) ?? 'ms';
    const target = /([\w.]+)::(\w+)/.exec(first?.text ?? '')?.[2];
    add(body.drafts, { ...job, name: target ? `${body.owner.name}.${target}` : job.name }, body.owner.id, {
      period: valueIn(third),
      unit,
    });
  } else if (name === 'cronSchedule' && first) {
    add(body.drafts, job, body.owner.id, { cron: valueIn(first) });
  } else if (
    call.node.type === 'object_creation_expression' &&
    simpleName(call.node.get('type')?.text ?? '') === 'CronTrigger'
  ) {
    const [cron] = argumentsOf(call.node);
    if (cron) add(body.drafts, job, body.owner.id, { cron: valueIn(cron) });
  } else if (Object.hasOwn(quartzPeriods, name) && first) {
    add(body.drafts, job, body.owner.id, { period: valueIn(first), unit: quartzPeriods[name] ?? 's' });
  }
};

/** Periods in seconds, as texts that people can read; Quartz jobs get their doc comments. */
export const linkJobs = (jobs: readonly ScheduledJob[], types: Types): ScheduledJob[] => {
  const planned = new Set(jobs.map(({ name }) => name));
  const quartz = types.all.filter(
    ({ type }) =>
      !type.isTest &&
      type.kind === 'class' &&
      !type.modifiers.includes('abstract') &&
      !planned.has(type.name) &&
      (type.implements.some((one) => /^(Job|StatefulJob|InterruptableJob)$/.test(simpleName(one))) ||
        type.extends.includes('QuartzJobBean')) &&
      type.methods.some(({ name }) => /^execute(Internal)?$/.test(name)),
  );
  return [
    ...jobs.map((job) => withPeriod(job)).map((job) => withDoc(job, types)),
    ...quartz.map(({ type }) => ({
      name: type.name,
      symbol: type.id,
      ...(type.doc && { doc: type.doc }),
      span: type.span,
    })),
  ];
};

const withDoc = (job: ScheduledJob, types: Types): ScheduledJob => {
  const named = types.all.find(({ type }) => type.name === job.name && type.doc);
  return job.doc || !named?.type.doc ? job : { ...job, doc: named.type.doc };
};

/** A period is said in seconds: of a number and its unit, or of a text such as 5m and PT5M. */
const withPeriod = (job: ScheduledJob): ScheduledJob => {
  const seconds = job.seconds ?? (job.schedule === undefined ? undefined : secondsOf(job.schedule));
  return seconds === undefined ? job : { ...job, seconds, schedule: `every ${seconds} s` };
};
