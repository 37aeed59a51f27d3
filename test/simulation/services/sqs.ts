import type { ChangeMessageVisibilityCommandInput, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Operations, World } from './world.ts';

export type Message = {
  readonly id: string;
  readonly body: string;
  /** Message attributes, as text. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Not delivered before (Unix milliseconds). */
  visibleAt: number;
  received: number;
  /** Calls off that somebody looks for it once it is visible. */
  forget: () => void;
};

export type QueueSettings = {
  readonly name: string;
  readonly visibilitySeconds?: number;
  readonly redrive?: { readonly to: string; readonly maxReceiveCount: number };
};

export type Queue = QueueSettings & { readonly messages: Map<string, Message> };

export type Queues = {
  readonly operations: Operations;
  add(settings: QueueSettings): void;
  queue(name: string): Queue;
  readonly all: ReadonlyMap<string, Queue>;
  send(name: string, body: string, attributes?: Readonly<Record<string, string>>, delayMs?: number): void;
  /** Up to `most` of the visible messages, in any order; hides them. */
  receive(name: string, most: number): SQSRecord[];
  acknowledge(name: string, id: string): void;
  /** Called whenever a message of the queue may have become visible. */
  onVisible(listen: (name: string) => void): void;
};

export const urlOf = (name: string): string => `https://sqs.eu-west-1.amazonaws.com/111122223333/${name}`;

const nameIn = (url: string | undefined): string => (url ?? '').slice((url ?? '').lastIndexOf('/') + 1);

const refused = (name: string): Error => Object.assign(new Error(name), { name });

const record = (name: string, { id, body, received }: Message, now: number): SQSRecord => ({
  messageId: id,
  receiptHandle: `${id}#${received}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(received),
    SentTimestamp: String(now),
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: String(now),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:eu-west-1:111122223333:${name}`,
  awsRegion: 'eu-west-1',
});

/**
 * Standard queues: at least once, in any order, hidden while in flight, and dead-lettered once received too often.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
 */
export const queues = ({ time, chance, faults, trace }: World): Queues => {
  const all = new Map<string, Queue>();
  let listen: (name: string) => void = () => undefined;
  let sent = 0;

  const queue = (name: string): Queue => {
    const found = all.get(name);
    if (!found) throw refused('QueueDoesNotExist');
    return found;
  };

  const showAt = (name: string, message: Message, at: number): void => {
    message.visibleAt = at;
    message.forget();
    // A dead letter waits for a person.
    if (queue(name).redrive) message.forget = time.after(at - time.now, () => listen(name));
  };

  const remove = ({ messages }: Queue, id: string): void => {
    messages.get(id)?.forget();
    messages.delete(id);
  };

  const send: Queues['send'] = (name, body, attributes = {}, delayMs = 0) => {
    const id = `m${sent++}`;
    const message = { id, body, attributes, visibleAt: 0, received: 0, forget: () => undefined };
    queue(name).messages.set(id, message);
    const late = faults.strikes('message delivered late', `${name} ${id}`) ? chance.between(1_000, 600_000) : 0;
    showAt(name, message, time.now + delayMs + late);
  };

  /** Received as often as it may be: SQS puts it aside instead of delivering it once more. */
  const isUsedUp = ({ redrive }: Queue, { received }: Message): boolean =>
    redrive !== undefined && received >= redrive.maxReceiveCount;

  const putAside = (from: Queue, message: Message): void => {
    remove(from, message.id);
    faults.note('dead-lettered by SQS itself');
    trace.add('sqs', `${message.id} was received ${message.received} times: to ${from.redrive?.to}`, message.body);
    const reason = { reason: 'MAX_RECEIVE_COUNT', message: 'Every worker that took it died or failed without a word.' };
    if (from.redrive) send(from.redrive.to, message.body, reason);
  };

  return {
    all,
    queue,
    send,
    add: (settings) => void all.set(settings.name, { ...settings, messages: new Map() }),
    onVisible: (listener) => {
      listen = listener;
    },
    receive(name, most) {
      const from = queue(name);
      const visible = chance.shuffled([...from.messages.values()].filter(({ visibleAt }) => visibleAt <= time.now));
      const taken: SQSRecord[] = [];
      for (const message of visible) {
        if (taken.length === most) break;
        if (isUsedUp(from, message)) {
          putAside(from, message);
          continue;
        }
        message.received += 1;
        const isTwice = faults.strikes('message delivered twice', `${name} ${message.id}`);
        showAt(name, message, time.now + (isTwice ? chance.between(0, 2_000) : (from.visibilitySeconds ?? 30) * 1000));
        taken.push(record(name, message, time.now));
      }
      return taken;
    },
    acknowledge: (name, id) => remove(queue(name), id),
    operations: {
      SendMessage({ QueueUrl, MessageBody = '', MessageAttributes = {}, DelaySeconds = 0 }: SendMessageCommandInput) {
        if (DelaySeconds > 900 || !Number.isInteger(DelaySeconds)) throw refused('InvalidParameterValue');
        const attributes = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]);
        send(nameIn(QueueUrl), MessageBody, Object.fromEntries(attributes), DelaySeconds * 1000);
        return {};
      },
      ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout = 0 }: ChangeMessageVisibilityCommandInput) {
        const name = nameIn(QueueUrl);
        const message = queue(name).messages.get(ReceiptHandle?.split('#')[0] ?? '');
        if (!message) throw refused('InvalidParameterValue');
        if (message.visibleAt <= time.now) throw refused('MessageNotInflight');
        showAt(name, message, time.now + VisibilityTimeout * 1000);
        return {};
      },
    },
  };
};
