import type { ScheduledJob } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { Call, Chain, Type } from './piece.ts';
import { durationIn } from './quantity.ts';
import { spelledIn } from './spelled.ts';
import { simpleName } from './type-name.ts';
import type { Workspace } from './workspace.ts';

type Schedule = Pick<ScheduledJob, 'schedule' | 'seconds'>;

const every = (seconds: number | undefined): Schedule =>
  seconds === undefined ? {} : { schedule: `every ${seconds} s`, seconds };

const bases: Readonly<Record<string, RegExp>> = {
  hosted: /^(BackgroundService|IHostedService|IHostedLifecycleService)$/,
  quartz: /^(IJob|QuartzJobBase)$/,
  nop: /^(IScheduleTask|ITask)$/,
};

const is = (workspace: Workspace, type: Type, kind: keyof typeof bases): boolean =>
  workspace.basesOf(type).some((base) => bases[kind]?.test(simpleName(base)));

const waits: Readonly<Record<string, number>> = {
  'new PeriodicTimer': 0,
  Delay: 0,
  'new Timer': 3,
  'new System.Timers.Timer': 0,
};

/** How long a service waits between its rounds. */
const periodOf = (workspace: Workspace, type: Type): Schedule => {
  const spelledAs = spelledIn(workspace, type.name);
  const chains = workspace.piece(type.span.path)?.chains ?? [];
  for (const chain of chains) {
    if (chain.type !== type.name) continue;
    for (const call of chain.calls) {
      const nth = Object.hasOwn(waits, call.name) ? waits[call.name] : undefined;
      if (nth === undefined) continue;
      const seconds = durationIn(call.arguments[nth]?.text ?? '', spelledAs);
      if (seconds !== undefined && seconds > 0) return every(seconds);
    }
  }
  return {};
};

const cronText = (text: string): string | undefined => /WithCronSchedule\(\s*@?"([^"]+)"/.exec(text)?.[1];

const intervalIn = (text: string): number | undefined => {
  const [, amount, unit] = /WithIntervalIn(Seconds|Minutes|Hours)\(\s*(\d+)\s*\)/.exec(text)?.slice(0).reverse() ?? [];
  if (amount === undefined) return durationIn(/WithInterval\((.+?\))\)/.exec(text)?.[1] ?? '', () => undefined);
  const factor = { Seconds: 1, Minutes: 60, Hours: 3_600 }[unit ?? amount] ?? 1;
  const value = Number(/\d+/.exec(text.slice(text.indexOf('WithIntervalIn')))?.[0]);
  return value * factor;
};

/** Schedules that are registered apart from the job's class, by the class's name. */
const registered = (workspace: Workspace): ReadonlyMap<string, Schedule> => {
  const found = new Map<string, Schedule>();
  for (const { chains } of workspace.pieces) {
    for (const chain of chains) {
      for (const call of chain.calls) {
        const job = call.types[0] && simpleName(call.types[0]);
        const all = call.arguments.map(({ text }) => text).join(' ');
        if (job && /^(ScheduleJob|AddJob|Create)$/.test(call.name)) {
          const cron =
            cronText(all) ??
            cronText(chain.calls.map(({ arguments: given }) => given.map(({ text }) => text).join()).join(' '));
          const schedule = cron ? { schedule: cron } : every(intervalIn(all));
          if (schedule.schedule) found.set(job, schedule);
        }
        const forJob = /ForJob\(\s*(?:nameof\()?"?(\w+)/.exec(all)?.[1]?.replace(/Key$/i, '');
        if (call.name === 'AddTrigger' && forJob) {
          const cron = cronText(all);
          found.set(forJob, cron ? { schedule: cron } : every(intervalIn(all)));
        }
      }
    }
  }
  return found;
};

/** Hangfire: RecurringJob.AddOrUpdate<Cleaner>("clean", x => x.Run(), Cron.Daily) */
const recurring = (workspace: Workspace, chain: Chain, call: Call): ScheduledJob[] => {
  if (call.name !== 'AddOrUpdate' || !/RecurringJob|recurring/i.test(chain.root)) return [];
  const texts = call.arguments.map(({ value, text }) => workspace.text(value, chain.type) ?? text);
  const schedule =
    texts.find((text) => /^(\S+ ){4,6}\S+$/.test(text)) ??
    call.arguments.map(({ text }) => text).find((text) => text.startsWith('Cron.'));
  const name = call.types[0] ? simpleName(call.types[0]) : (texts[0] ?? 'recurring job');
  const type = call.types[0] ? workspace.typeNamed(call.types[0]) : undefined;
  return [{ name, schedule, symbol: type?.id ?? chain.from, doc: type?.doc, span: call.span }];
};

/** nopCommerce: new ScheduleTask { Name = "…", Type = "Nop.Services…, Nop.Services", Seconds = 3600 } */
const shopTasks = (workspace: Workspace): ReadonlyMap<string, Schedule> => {
  const found = new Map<string, Schedule>();
  for (const { chains } of workspace.pieces) {
    for (const chain of chains) {
      for (const call of chain.calls) {
        const properties = /^new ScheduleTask$/.test(call.name) ? call.arguments.at(-1)?.properties : undefined;
        const type = workspace
          .text(properties?.get('Type'), chain.type)
          ?.split(',')[0]
          ?.split('.')
          .at(-1)
          ?.replace(/[{}]/g, '');
        const seconds = Number(workspace.text(properties?.get('Seconds'), chain.type));
        if (type && seconds > 0) found.set(type, every(seconds));
      }
    }
  }
  return found;
};

/** Azure Functions: [TimerTrigger("0 0 * * * *")] */
const timerTriggers = (workspace: Workspace): ScheduledJob[] =>
  workspace.types.flatMap((type) =>
    type.members.flatMap((member) =>
      member.parameters.flatMap(({ attributes }) =>
        attributes
          .filter(({ name }) => name === 'TimerTrigger')
          .map((one) => ({
            name: member.name,
            schedule: workspace.text(one.arguments[0]?.value, type.name),
            symbol: member.id,
            doc: member.doc,
            span: member.span,
          })),
      ),
    ),
  );

/** What runs by itself, and how often. */
export const scheduledJobsOf = (workspace: Workspace): ScheduledJob[] => {
  const schedules = registered(workspace);
  const tasks = shopTasks(workspace);
  const classes = workspace.types.filter(
    (type) => type.kind === 'class' && !type.modifiers.includes('abstract') && !isTestPath(type.span.path),
  );
  const jobs = classes.flatMap((type): ScheduledJob[] => {
    const isHosted = is(workspace, type, 'hosted');
    if (!isHosted && !is(workspace, type, 'quartz') && !is(workspace, type, 'nop')) return [];
    const schedule = isHosted ? periodOf(workspace, type) : (schedules.get(type.name) ?? tasks.get(type.name) ?? {});
    // A hosted service that neither waits nor works in the background only starts something.
    if (
      isHosted &&
      !schedule.schedule &&
      !workspace.basesOf(type).some((base) => simpleName(base) === 'BackgroundService')
    )
      return [];
    return [{ name: type.name, ...schedule, symbol: type.id, doc: type.doc, span: type.span }];
  });
  const byHangfire = workspace.pieces.flatMap(({ chains }) =>
    chains.flatMap((chain) => chain.calls.flatMap((call) => recurring(workspace, chain, call))),
  );
  return [...jobs, ...byHangfire, ...timerTriggers(workspace)];
};
