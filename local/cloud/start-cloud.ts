import { basename } from 'node:path';
import { createClients, sdkEnvironment } from './clients.ts';
import type { Cloud } from './cloud.ts';
import { startDynalite } from './emulators/dynalite.ts';
import { startFauxqs } from './emulators/fauxqs.ts';
import { createEventBridge } from './event-bridge/bus.ts';
import { createDelivery, sendTo } from './event-bridge/deliver.ts';
import { eventBridgeServer } from './event-bridge/server.ts';
import type { Upstream } from './faults/proxy.ts';
import { close, listen } from './http/listen.ts';
import { startEventSources } from './lambda/event-sources.ts';
import { createFunctions } from './lambda/functions.ts';
import { openLog } from './log.ts';
import { createMailbox } from './mail/mailbox.ts';
import type { CloudOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { placeIn } from './place.ts';
import { createUploadEvents } from './s3-events.ts';
import { type Schedule, scheduledInput, startClock } from './scheduler/scheduler.ts';
import { kinds } from './stack/resources/index.ts';
import { createResources, readStack } from './stack/stack.ts';

const within = (promise: Promise<unknown>, ms: number): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
};

/** What the services' reports, as opposed to a function's lines, are logged under. */
const cloudLog = 'cloud';

/**
 * Starts a packaged service on this machine: its resources in memory, its bundles in worker threads, everything on the
 * loopback interface. Throws, naming the resource, for what the template asks and cannot be emulated.
 */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const place = placeIn(options.region ?? 'us-east-1');
  const { region } = place;
  const log = openLog(options.onLog, options.logFile);
  const report = (message: string): void => log.write(cloudLog, message);
  const closing: (() => Promise<unknown> | unknown)[] = [() => log.close()];
  const stopEverything = async (): Promise<void> => {
    for (const act of closing.splice(0).reverse()) await act();
  };

  try {
    const queues = new Map<string, string>();
    const mailbox = createMailbox();
    const send: ReturnType<typeof sendTo> = (...message) => sendTo(clients.sqs, (arn) => queues.get(arn))(...message);
    const delivery = createDelivery(send, report);
    const bridge = createEventBridge(place, delivery.deliver);
    if (options.observe !== undefined) bridge.observe(options.observe);
    const uploads = createUploadEvents(place, (event) => bridge.emit(event));

    const router = eventBridgeServer(bridge);
    const [storage, dynamodb, eventsUrl] = await Promise.all([
      startFauxqs(place, { uploaded: uploads.uploaded, watches: uploads.watches, published: mailbox.published }),
      startDynalite(),
      listen(router),
    ]);
    closing.push(storage.close, dynamodb.close, () => close(router));
    const upstream: Upstream = {
      s3: storage.url,
      sqs: storage.url,
      sns: storage.url,
      dynamodb: dynamodb.url,
      events: eventsUrl,
    };
    const clients = createClients(upstream, region);
    closing.push(() => Object.values(clients).map((client) => client.destroy()));

    const stack = readStack({
      template: options.package.template,
      stackName: options.stackName ?? `dropforge-${options.stage ?? 'local'}`,
      place,
      sqsUrl: upstream.sqs,
      parameters: options.parameters ?? {},
      kinds,
    });
    const parts: Parts = {
      ...clients,
      place,
      bridge,
      uploads,
      mailbox,
      queues,
      functions: [],
      mappings: [],
      schedules: [],
      visibilityTimeoutSeconds: options.overrides?.visibilityTimeoutSeconds,
      packaged: (zipName) => options.package.functions.find(({ zip }) => basename(zip) === zipName),
    };
    await createResources(stack, kinds, parts);

    const functions = await createFunctions(parts.functions, {
      upstream,
      region,
      concurrency: options.concurrency ?? 2,
      environment: options.overrides?.env ?? {},
      faults: options.faults,
      onLog: log.write,
    });
    closing.push(functions.stop, () => within(delivery.settled(), options.graceMs ?? 2000));
    const sources = await startEventSources(parts.mappings, {
      upstream,
      region,
      faults: options.faults,
      concurrency: options.concurrency ?? 2,
      functions,
      report,
    });
    closing.push(sources.close, () => within(sources.settle(), options.graceMs ?? 2000));
    if (options.prewarm ?? true) functions.warm().catch((error: unknown) => report(String(error)));

    const runSchedule = (schedule: Schedule, time: Date) =>
      send(schedule.targetArn, scheduledInput(schedule, time, place));
    if (options.schedules)
      closing.push(
        startClock(parts.schedules, (schedule, time) => {
          runSchedule(schedule, time).catch((error: unknown) => report(`${schedule.name}: ${String(error)}`));
        }),
      );

    return {
      env: sdkEnvironment(upstream, region),
      outputs: stack.outputs,
      observe: bridge.observe,
      queueUrl: (name) => {
        const url = [...queues.values()].find((known) => known.endsWith(`/${name}`)) ?? stack.identity(name)?.ref;
        if (url === undefined) throw new Error(`The stack has no queue ${name}`);
        return url;
      },
      invoke: functions.invoke,
      runSchedule: async (name) => {
        const schedule = parts.schedules.find((known) => known.name === name || known.logicalId === name);
        if (schedule === undefined) throw new Error(`The stack has no schedule ${name}`);
        await runSchedule(schedule, new Date());
      },
      emails: mailbox.emails,
      stop: stopEverything,
    };
  } catch (error) {
    await stopEverything();
    throw error;
  }
};
