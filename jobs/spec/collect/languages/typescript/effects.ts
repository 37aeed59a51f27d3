import type { ExternalCall, Message, ScheduledJob } from '#schemas/spec/facts.ts';
import { docOf, spanOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { type SourceUnit, symbolAt, unitSpan } from './file.ts';
import {
  argumentsOf,
  bare,
  calleeOf,
  decoratorsOf,
  dottedName,
  entriesOf,
  entryOf,
  isClass,
  isFunction,
  membersOf,
} from './syntax-tree.ts';
import { isSettled, numberOf, textOf, valueNode } from './texts.ts';

const known = (text: string | undefined): string | undefined =>
  text !== undefined && text !== '' && isSettled(text) && text.length <= 200 ? text : undefined;

const own = (unit: SourceUnit, node: Syntax) => {
  const symbol = symbolAt(unit, node);
  return { ...(symbol ? { symbol } : {}), span: unitSpan(unit, node) };
};

const nameAt = (unit: SourceUnit, node: Syntax): string => symbolAt(unit, node)?.split('#')[1] ?? 'job';

/** CronExpression.EVERY_10_MINUTES -> every 10 minutes */
const scheduleOf = (unit: SourceUnit, node: Syntax | undefined): string | undefined => {
  const name = /^CronExpression\.(\w+)$/.exec(node?.text ?? '')?.[1];
  return name ? name.toLowerCase().replaceAll('_', ' ') : known(textOf(unit, node));
};

const period = (milliseconds: number | undefined) =>
  milliseconds === undefined || milliseconds <= 0
    ? {}
    : { schedule: `every ${milliseconds / 1000} s`, seconds: milliseconds / 1000 };

const decoratedMembers = (unit: SourceUnit) =>
  unit.all('class_declaration').flatMap((type) =>
    membersOf(type)
      .filter((member) => isFunction(member))
      .flatMap((member) => decoratorsOf(member).map((decorator) => ({ type, member, decorator }))),
  );

const jobOf = (unit: SourceUnit, member: Syntax, told: Pick<ScheduledJob, 'schedule' | 'seconds'>): ScheduledJob => {
  const doc = docOf(member);
  const symbol = unit.ids.get(member);
  return {
    name: symbol?.split('#')[1] ?? 'job',
    ...told,
    ...(symbol ? { symbol } : {}),
    ...(doc ? { doc } : {}),
    span: spanOf(unit.path, member),
  };
};

/** @Cron, @Interval, cron.schedule('…', f), new CronJob('…', f), schedule.scheduleJob, agenda.every, setInterval */
export const readScheduledJobs = (unit: SourceUnit): ScheduledJob[] => {
  if (unit.isTest) return [];
  const decorated = decoratedMembers(unit).flatMap(({ member, decorator }): ScheduledJob[] => {
    const { name, arguments: given } = decorator;
    if (name === 'Cron') {
      const schedule = scheduleOf(unit, given[0]);
      return [jobOf(unit, member, schedule ? { schedule } : {})];
    }
    if (name !== 'Interval') return [];
    return [jobOf(unit, member, period(numberOf(unit, given.at(-1))))];
  });
  const called = unit.all('call_expression', 'new_expression').flatMap((call): ScheduledJob[] => {
    if (call.parent?.type === 'decorator') return [];
    const callee = dottedName(calleeOf(call));
    const given = argumentsOf(call);
    const handler = given.map(bare).find((one) => isFunction(one) || one?.type === 'identifier');
    const told = { name: handler?.type === 'identifier' ? handler.text : nameAt(unit, call), ...own(unit, call) };
    if (/^(window\.|global\.)?setInterval$/.test(callee)) {
      const milliseconds = numberOf(unit, given[1]);
      return milliseconds !== undefined && milliseconds >= 1000 && !/\.[jt]sx$/.test(unit.path)
        ? [{ ...told, ...period(milliseconds) }]
        : [];
    }
    const isCron =
      /(^|\.)(cron|nodeCron|scheduler?|nodeSchedule)\.(schedule|scheduleJob|job)$|(^|\.)(CronJob|Cron)(\.from)?$|(^|\.)scheduleJob$|agenda\.every$/i.test(
        callee,
      );
    if (!isCron) return [];
    const schedule =
      known(textOf(unit, given[0])) ??
      known(textOf(unit, entryOf(given[0], 'cronTime'))) ??
      known(textOf(unit, given[1]));
    return schedule ? [{ ...told, schedule }] : [];
  });
  return [...decorated, ...called];
};

const consumers =
  /^(EventPattern|MessagePattern|OnEvent|Process|SubscribeMessage|RabbitSubscribe|RabbitRPC|SqsMessageHandler|EventsHandler|CommandHandler|OnQueueEvent|Processor|KafkaListener)$/;
const emitterNames =
  /(^|\.)_?(\w*(emitter|events?|bus|queue|channel|producer|client|broker|pubsub|publisher|amqp|nats|mqtt))$/i;

/** 'order.placed', OrderEvents.Placed, new OrderPlaced(…), { cmd: 'sum' } */
const messageName = (unit: SourceUnit, node: Syntax | undefined): string | undefined => {
  const at = bare(node);
  if (!at) return undefined;
  if (at.type === 'new_expression') return dottedName(calleeOf(at)) || undefined;
  if (at.type === 'object')
    return known(
      textOf(unit, entryOf(at, 'name') ?? entryOf(at, 'cmd') ?? entryOf(at, 'queue') ?? entriesOf(at)[0]?.value),
    );
  return known(textOf(unit, at)) ?? (/^[A-Z]/.test(dottedName(at)) ? dottedName(at) : undefined);
};

const decoratedMessages = (unit: SourceUnit): Message[] => [
  ...decoratedMembers(unit).flatMap(({ member, decorator }): Message[] => {
    if (!consumers.test(decorator.name)) return [];
    const name = messageName(unit, decorator.arguments[0]) ?? member.get('name')?.text ?? '';
    const doc = docOf(member);
    const symbol = unit.ids.get(member);
    return [
      {
        direction: 'consumes',
        name,
        ...(symbol ? { symbol } : {}),
        ...(doc ? { doc } : {}),
        span: spanOf(unit.path, member),
      },
    ];
  }),
  ...unit.all('class_declaration').flatMap((type) =>
    decoratorsOf(type).flatMap(({ name, arguments: given }): Message[] => {
      const message = /^(Processor|EventsHandler)$/.test(name) ? messageName(unit, given[0]) : undefined;
      const symbol = unit.ids.get(type);
      return message
        ? [{ direction: 'consumes', name: message, ...(symbol ? { symbol } : {}), span: spanOf(unit.path, type) }]
        : [];
    }),
  ),
];

const systemEvents =
  /^(error|close|end|data|finish|connect|connection|disconnect|disconnecting|open|message|exit|uncaughtException|unhandledRejection|SIG[A-Z]+|listening|ready|drain|readable|request|response|upgrade|timeout|warning|reconnect\w*|change|click)$/;

const calledMessages = (unit: SourceUnit): Message[] =>
  unit.all('call_expression', 'new_expression').flatMap((call): Message[] => {
    const callee = calleeOf(call);
    const full = dottedName(callee);
    const method = full.split('.').at(-1) ?? '';
    const owner = full.split('.').slice(0, -1).join('.');
    const [first, second] = argumentsOf(call);
    const say = (direction: Message['direction'], name: string | undefined, channel?: string): Message[] =>
      name && !systemEvents.test(name)
        ? [{ direction, name, ...(channel ? { channel } : {}), ...own(unit, call) }]
        : [];
    const options = valueNode(unit, first);
    const topic = options?.type === 'object' ? known(textOf(unit, entryOf(options, 'topic'))) : undefined;
    if (topic && /^(send|subscribe)$/.test(method))
      return say(method === 'send' ? 'publishes' : 'consumes', topic, topic);
    if (/^(sendToQueue|publish|consume|assertQueue)$/.test(method) && /channel|ch$|amqp/i.test(owner)) {
      const isRouted = method === 'publish' && second !== undefined;
      const name = messageName(unit, isRouted ? second : first);
      return method === 'assertQueue'
        ? []
        : say(
            method === 'consume' ? 'consumes' : 'publishes',
            name ?? messageName(unit, first),
            known(textOf(unit, first)),
          );
    }
    if (/^(SendMessageCommand|PublishCommand|PutEventsCommand)$/.test(full)) {
      const channel = known(textOf(unit, entryOf(options, 'QueueUrl') ?? entryOf(options, 'TopicArn')));
      return say('publishes', channel?.split(/[/:]/).at(-1) ?? full.replace('Command', ''), channel);
    }
    if (full === 'Worker' || full === 'Queue')
      return full === 'Worker' && call.type === 'new_expression' && second
        ? say('consumes', known(textOf(unit, first)), known(textOf(unit, first)))
        : [];
    if (/^(emit|emitAsync|publish|dispatch)$/.test(method) && (emitterNames.test(owner) || owner === 'this'))
      return say('publishes', messageName(unit, first));
    if (/^(on|once|addListener|subscribe)$/.test(method) && emitterNames.test(owner) && second)
      return say('consumes', known(textOf(unit, first)));
    if (method === 'add' && /queue$/i.test(owner))
      return say('publishes', messageName(unit, first), owner.replace(/^this\./, ''));
    return [];
  });

export const readMessages = (unit: SourceUnit): Message[] =>
  unit.isTest ? [] : [...decoratedMessages(unit), ...calledMessages(unit)];

const httpClients =
  /^(fetch|axios|got|ky|superagent|needle|undici|request|\$fetch|ofetch)(\.(get|post|put|patch|delete|request|head|create|extend|fetch))?$/;
const modules: Readonly<Record<string, ExternalCall['kind']>> = {
  '@aws-sdk/client-s3': 'storage',
  '@google-cloud/storage': 'storage',
  '@azure/storage-blob': 'storage',
  minio: 'storage',
  cloudinary: 'storage',
  nodemailer: 'email',
  '@sendgrid/mail': 'email',
  'mailgun.js': 'email',
  '@aws-sdk/client-ses': 'email',
  resend: 'email',
  postmark: 'email',
  '@nestjs-modules/mailer': 'email',
  '@aws-sdk/client-sqs': 'queue',
  '@aws-sdk/client-sns': 'queue',
  kafkajs: 'queue',
  amqplib: 'queue',
  bullmq: 'queue',
  bull: 'queue',
  ioredis: 'cache',
  redis: 'cache',
  memcached: 'cache',
  stripe: 'http',
  twilio: 'http',
  openai: 'http',
  '@slack/web-api': 'http',
  '@octokit/rest': 'http',
  pg: 'database',
  mysql2: 'database',
  mongodb: 'database',
  '@aws-sdk/client-dynamodb': 'database',
  '@elastic/elasticsearch': 'database',
  child_process: 'process',
  'node:child_process': 'process',
};
const hostOf = (url: string): string | undefined => /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1];

/** Calls out of the process: HTTP with its host, mail, storage, queues, caches, by their clients. */
export const readExternalCalls = (unit: SourceUnit): ExternalCall[] => {
  if (unit.isTest) return [];
  return unit.all('call_expression', 'new_expression').flatMap((call): ExternalCall[] => {
    const callee = calleeOf(call);
    const full = dottedName(callee);
    if (/(^|\.)sendMail$/.test(full))
      return [
        {
          kind: 'email',
          target:
            full
              .split('.')
              .slice(0, -1)
              .join('.')
              .replace(/^this\./, '') || full,
          ...own(unit, call),
        },
      ];
    const isHttp =
      httpClients.test(full) ||
      /(^|\.)(httpService|axiosInstance|http)\.(get|post|put|patch|delete|request)$/.test(full);
    if (isHttp && !/\.[jt]sx$/.test(unit.path)) {
      const [first] = argumentsOf(call);
      const url =
        textOf(unit, first) ??
        textOf(unit, entryOf(valueNode(unit, first), 'url') ?? entryOf(valueNode(unit, first), 'baseURL'));
      const target = url && isSettled(url) ? (hostOf(url) ?? url.slice(0, 100)) : full.split('.')[0];
      return target ? [{ kind: 'http', target, ...own(unit, call) }] : [];
    }
    const root = callee && /identifier/.test(callee.type) ? callee : callee?.get('object');
    const declared = root && /identifier/.test(root.type) ? unit.scopes.find(root, root.text) : undefined;
    const kind = modules[declared?.import?.from ?? ''];
    return kind && !isClass(root) ? [{ kind, target: full, ...own(unit, call) }] : [];
  });
};
