import { basename } from 'node:path';
import { startApi } from './api-gateway/start-api.ts';
import { sdkEnvironment } from './clients.ts';
import { type Closing, createClosing } from './closing.ts';
import type { Cloud } from './cloud.ts';
import { close } from './http/listen.ts';
import { createGuard } from './iam/guard.ts';
import { type Compute, startCompute } from './lambda/compute.ts';
import type { FunctionDefinition } from './lambda/function.ts';
import type { Functions } from './lambda/functions.ts';
import { openLog } from './log.ts';
import type { CloudOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { type Place, placeIn } from './place.ts';
import { type Schedule, scheduledInput, startClock } from './scheduler/scheduler.ts';
import { type Services, startServices } from './services.ts';
import { kinds } from './stack/resources/index.ts';
import { createResources, readStack, type Stack } from './stack/stack.ts';

type Context = {
  readonly options: CloudOptions;
  readonly place: Place;
  readonly closing: Closing;
  readonly graceMs: number;
  /** Takes a line of a function's; the services' own reports go under `cloud`. */
  readonly log: (functionName: string, line: string) => void;
  readonly report: (message: string) => void;
};

const makeStack = async ({ options, place }: Context, services: Services) => {
  const stack = readStack({
    template: options.package.template,
    stackName: options.stackName ?? `dropforge-${options.stage ?? 'local'}`,
    place,
    sqsUrl: services.upstream.sqs,
    parameters: options.parameters ?? {},
    kinds,
  });
  const parts: Parts = {
    ...services.clients,
    ...services,
    place,
    roles: new Map(),
    functions: [],
    mappings: [],
    schedules: [],
    apis: { definitions: [], stages: [], responses: [] },
    visibilityTimeoutSeconds: options.overrides?.visibilityTimeoutSeconds,
    packaged: (zipName) => options.package.functions.find(({ zip }) => basename(zip) === zipName),
  };
  await createResources(stack, kinds, parts);
  return { stack, parts };
};

/** What each function may do, if that is to be held against its role. */
const guards = ({ options: { permissions }, place }: Context, { roles }: Parts) =>
  permissions &&
  (({ name: functionName, roleArn }: FunctionDefinition) =>
    createGuard({ functionName, roleArn, statements: roles.get(roleArn) ?? [] }, place, permissions));

const computeOf = ({ options, place }: Context, { upstream }: Services, { functions, mappings }: Parts): Compute => ({
  functions,
  mappings,
  upstream,
  region: place.region,
  environment: options.overrides?.env ?? {},
  concurrency: options.concurrency ?? 2,
  prewarm: options.prewarm,
});

/** Opened last, closed first: who calls must find everything there. */
const serveApi = async ({ options, place, closing, log }: Context, { apis }: Parts, functions: Functions) => {
  const report = (message: string) => log('api-gateway', message);
  const api = await startApi(apis, { place, api: options.api ?? {}, functions, report });
  if (api !== undefined) closing.add(() => close(api.server));
  return api?.url;
};

const scheduleRunner = ({ options, place, closing, report }: Context, { send }: Services, parts: Parts) => {
  const run = (schedule: Schedule, time: Date) => send(schedule.targetArn, scheduledInput(schedule, time, place));
  const tick = (schedule: Schedule, time: Date) =>
    void run(schedule, time).catch((error: unknown) => report(`${schedule.name}: ${String(error)}`));
  if (options.schedules) closing.add(startClock(parts.schedules, tick));
  return async (name: string): Promise<void> => {
    const schedule = parts.schedules.find((known) => known.name === name || known.logicalId === name);
    if (schedule === undefined) throw new Error(`The stack has no schedule ${name}`);
    await run(schedule, new Date());
  };
};

/** A queue's URL by its name or its logical id. */
const queueUrls = (queues: ReadonlyMap<string, string>, stack: Stack) => {
  const urls = [...queues.values()];
  return (name: string): string => {
    const url = urls.find((known) => known.endsWith(`/${name}`)) ?? stack.identity(name)?.ref;
    if (url === undefined || !urls.includes(url)) throw new Error(`The stack has no queue ${name}`);
    return url;
  };
};

const start = async (context: Context): Promise<Cloud> => {
  const { options, place, closing, graceMs, report } = context;
  const { observe, ssmUrl } = options;
  const services = await startServices({ place, observe, report, graceMs, ssmUrl }, closing);
  const { stack, parts } = await makeStack(context, services);
  const compute = computeOf(context, services, parts);
  const own = options.consume === false ? { ...compute, mappings: [] } : compute;
  const hooks = { ...context, faults: options.faults, guardOf: guards(context, parts), onLog: context.log };
  const functions = await startCompute(own, hooks, closing);
  const apiUrl = await serveApi(context, parts, functions);
  return {
    ...(apiUrl === undefined ? {} : { apiUrl }),
    env: sdkEnvironment(services.upstream, place.region),
    outputs: stack.outputs,
    compute,
    observe: services.bridge.observe,
    queueUrl: queueUrls(services.queues, stack),
    invoke: functions.invoke,
    statementsOf: (name) => parts.roles.get(functions.definitionOf(name).roleArn) ?? [],
    sessionOf: functions.sessionOf,
    runSchedule: scheduleRunner(context, services, parts),
    emails: services.mailbox.emails,
    stop: closing.closeAll,
  };
};

/**
 * Starts a packaged service on this machine: its resources in memory, its bundles in worker threads, everything on the
 * loopback interface. Throws, naming the resource, for what the template asks and cannot be emulated.
 */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const log = openLog(options.onLog, options.logFile);
  const closing = createClosing();
  closing.add(log.close);
  try {
    return await start({
      options,
      place: placeIn(options.region ?? 'us-east-1'),
      closing,
      graceMs: options.graceMs ?? 2000,
      log: log.write,
      report: (message) => log.write('cloud', message),
    });
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
};
