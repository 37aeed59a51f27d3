import { createClients } from './clients.ts';
import { type Closing, within } from './closing.ts';
import { startDynalite } from './emulators/dynalite.ts';
import { startFauxqs } from './emulators/fauxqs.ts';
import { createEventBridge, type EventBridge } from './event-bridge/bus.ts';
import { createDelivery, type Send, sendTo } from './event-bridge/deliver.ts';
import type { ObservedEvent } from './event-bridge/event.ts';
import { eventBridgeServer } from './event-bridge/server.ts';
import type { Upstream } from './faults/proxy.ts';
import { close, listen } from './http/listen.ts';
import { createMailbox, type Mailbox } from './mail/mailbox.ts';
import type { Place } from './place.ts';
import { createUploadEvents, type UploadEvents } from './s3-events.ts';

export type ServicesOptions = {
  readonly place: Place;
  readonly observe: ((event: ObservedEvent) => void) | undefined;
  readonly report: (message: string) => void;
  readonly graceMs: number;
  readonly ssmUrl: string | undefined;
};

/** The emulated services with nothing in them yet, and what connects them. */
export type Services = {
  readonly upstream: Upstream;
  readonly clients: ReturnType<typeof createClients>;
  readonly bridge: EventBridge;
  readonly uploads: UploadEvents;
  readonly mailbox: Mailbox;
  /** Queue URLs by ARN, for the queues that are made later. */
  readonly queues: Map<string, string>;
  /** Sends to a queue by its ARN. */
  readonly send: Send;
};

/** Starts S3, SQS, SNS, DynamoDB and EventBridge, each on a port of its own. */
export const startServices = async (options: ServicesOptions, closing: Closing): Promise<Services> => {
  const { place } = options;
  const queues = new Map<string, string>();
  const mailbox = createMailbox();
  let send: Send = () => Promise.reject(new Error('The services are not up yet'));
  const delivery = createDelivery((...message) => send(...message), options.report);
  const bridge = createEventBridge(place, delivery.deliver);
  if (options.observe !== undefined) bridge.observe(options.observe);
  const uploads = createUploadEvents(place, (event) => bridge.emit(event));

  const router = eventBridgeServer(bridge);
  const hooks = { uploaded: uploads.uploaded, watches: uploads.watches, published: mailbox.published };
  const [storage, dynamodb, events] = await Promise.all([startFauxqs(place, hooks), startDynalite(), listen(router)]);
  closing.add(storage.close, dynamodb.close, () => close(router));

  const upstream = {
    s3: storage.url,
    sqs: storage.url,
    sns: storage.url,
    dynamodb: dynamodb.url,
    events,
    ssm: options.ssmUrl ?? events,
  };
  const clients = createClients(upstream, place.region);
  closing.add(() => Object.values(clients).forEach((client) => void client.destroy()));
  send = sendTo(clients.sqs, (arn) => queues.get(arn));
  closing.add(() => within(delivery.settled(), options.graceMs));
  return { upstream, clients, bridge, uploads, mailbox, queues, send };
};
