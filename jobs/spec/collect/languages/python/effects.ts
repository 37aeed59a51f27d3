import type { ExternalCall, Message, ScheduledJob } from '#schemas/spec/facts.ts';
import { spanOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import {
  calleeName,
  decoratorName,
  decoratorsOf,
  dottedName,
  isSettled,
  keyword,
  lastName,
  nameOf,
  numberOf,
  ownPlace,
  positional,
  type SourceUnit,
  textOf,
} from './file.ts';
import { saysOf } from './symbols.ts';

const known = (text: string | undefined): string | undefined =>
  text && isSettled(text) && text.length <= 200 ? text : undefined;

const every = (seconds: number | undefined) =>
  seconds === undefined || seconds <= 0 ? {} : { schedule: `every ${seconds} s`, seconds };

/** crontab(hour=7, day_of_week=1), 30.0, timedelta(minutes=5) */
const scheduleOf = (unit: SourceUnit, node: Syntax | undefined): Pick<ScheduledJob, 'schedule' | 'seconds'> => {
  if (node?.type === 'call' && /crontab|solar|CronTrigger/.test(calleeName(node)))
    return { schedule: node.text.replace(/\s+/g, ' ').slice(0, 120) };
  const seconds = numberOf(unit, node);
  if (seconds !== undefined) return every(seconds);
  const text = known(textOf(unit, node));
  return text ? { schedule: text } : {};
};

const jobArguments = (call: Syntax): Pick<ScheduledJob, 'schedule' | 'seconds'> => {
  const parts =
    call
      .get('arguments')
      ?.all('keyword_argument')
      .filter((one) =>
        /^(year|month|day|week|day_of_week|hour|minute|second|weeks|days|hours|minutes|seconds)$/.test(
          one.get('name')?.text ?? '',
        ),
      ) ?? [];
  const factors: Readonly<Record<string, number>> = {
    weeks: 604_800,
    days: 86_400,
    hours: 3_600,
    minutes: 60,
    seconds: 1,
  };
  const seconds = parts.reduce(
    (sum, one) => sum + (factors[one.get('name')?.text ?? ''] ?? Number.NaN) * Number(one.get('value')?.text),
    0,
  );
  if (parts.length === 0) return {};
  return Number.isFinite(seconds) && seconds > 0
    ? every(seconds)
    : { schedule: `cron ${parts.map(({ text }) => text).join(' ')}` };
};

export const readScheduledJobs = (unit: SourceUnit): ScheduledJob[] => {
  if (unit.isTest) return [];
  const decorated = unit.all('function_definition').flatMap((definition) =>
    decoratorsOf(definition).flatMap((one): ScheduledJob[] => {
      const name = decoratorName(one);
      if (!/(^|\.)(scheduled_job|periodic_task|repeat_every|cron|on_schedule)$/.test(name)) return [];
      const told = {
        ...scheduleOf(unit, keyword(one, 'run_every') ?? keyword(one, 'schedule') ?? keyword(one, 'seconds')),
        ...jobArguments(one),
      };
      const doc = saysOf(definition);
      const symbol = unit.ids.get(definition);
      return [
        {
          name: nameOf(definition),
          ...told,
          ...(symbol ? { symbol } : {}),
          ...(doc ? { doc } : {}),
          span: spanOf(unit.path, definition),
        },
      ];
    }),
  );
  const called = unit.all('call').flatMap((call): ScheduledJob[] => {
    const name = calleeName(call);
    if (/(^|\.)add_job$/.test(name)) {
      const target = dottedName(positional(call)[0] ?? keyword(call, 'func')) || 'job';
      return [{ name: target, ...jobArguments(call), ...ownPlace(unit, call) }];
    }
    if (/(^|\.)add_periodic_task$/.test(name)) {
      const target = dottedName(positional(call)[1]).replace(/\(\)|\.s(i)?$/g, '') || 'task';
      return [{ name: target.replace(/\.s$/, ''), ...scheduleOf(unit, positional(call)[0]), ...ownPlace(unit, call) }];
    }
    const every = /^schedule\.every\(\)/.test(name) && name.endsWith('.do');
    return every
      ? [
          {
            name: dottedName(positional(call)[0]) || 'job',
            schedule: call.text.replace(/^schedule\.|\.do\(.*$/gs, '').slice(0, 120),
            ...ownPlace(unit, call),
          },
        ]
      : [];
  });
  // CELERY_BEAT_SCHEDULE = { 'x': { 'task': …, 'schedule': … } }
  const beat = unit.all('pair').flatMap((pair): ScheduledJob[] => {
    const value = pair.get('value');
    const at = (key: string) =>
      value
        ?.all('pair')
        .find((one) => textOf(unit, one.get('key')) === key)
        ?.get('value');
    const [task, schedule] = [known(textOf(unit, at('task'))), at('schedule')];
    return value?.type === 'dictionary' && task && schedule
      ? [{ name: task, ...scheduleOf(unit, schedule), ...ownPlace(unit, pair) }]
      : [];
  });
  return [...decorated, ...called, ...beat];
};

export const readMessages = (unit: SourceUnit): Message[] => {
  if (unit.isTest) return [];
  const tasks = unit.all('function_definition').flatMap((definition) =>
    decoratorsOf(definition).flatMap((one): Message[] => {
      const name = decoratorName(one);
      const isTask = /(^|\.)(task|shared_task|actor)$/.test(name);
      const isReceiver = /(^|\.)receiver$/.test(name);
      if (!isTask && !isReceiver) return [];
      const given =
        one.type === 'call'
          ? (textOf(unit, keyword(one, 'name')) ?? (isReceiver ? dottedName(positional(one)[0]) : undefined))
          : undefined;
      const doc = saysOf(definition);
      const symbol = unit.ids.get(definition);
      return [
        {
          direction: 'consumes',
          name: known(given) ?? nameOf(definition),
          ...(symbol ? { symbol } : {}),
          ...(doc ? { doc } : {}),
          span: spanOf(unit.path, definition),
        },
      ];
    }),
  );
  const called = unit.all('call').flatMap((call): Message[] => {
    const name = calleeName(call);
    const method = lastName(name);
    const owner = name.slice(0, -method.length - 1);
    const say = (direction: Message['direction'], what: string | undefined, channel?: string): Message[] =>
      what ? [{ direction, name: what, ...(channel ? { channel } : {}), ...ownPlace(unit, call) }] : [];
    if (/^(delay|apply_async)$/.test(method) && owner) return say('publishes', lastName(owner));
    if (method === 'send_task') return say('publishes', known(textOf(unit, positional(call)[0])));
    if (method === 'basic_publish')
      return say(
        'publishes',
        known(textOf(unit, keyword(call, 'routing_key') ?? positional(call)[1])),
        known(textOf(unit, keyword(call, 'exchange') ?? positional(call)[0])),
      );
    if (method === 'basic_consume')
      return say('consumes', known(textOf(unit, keyword(call, 'queue') ?? positional(call)[0])));
    if (/^(send|produce|send_and_wait)$/.test(method) && /producer/i.test(owner))
      return say('publishes', known(textOf(unit, positional(call)[0] ?? keyword(call, 'topic'))));
    if (method === 'send_message' && /sqs|queue/i.test(owner))
      return say('publishes', lastName(owner), known(textOf(unit, keyword(call, 'QueueUrl'))));
    if (method === 'publish' && /sns|redis|pubsub|publisher|client|channel|broker|bus/i.test(owner))
      return say('publishes', known(textOf(unit, positional(call)[0] ?? keyword(call, 'TopicArn'))) ?? lastName(owner));
    if (/^(KafkaConsumer|AIOKafkaConsumer)$/.test(name))
      return say('consumes', known(textOf(unit, positional(call)[0])));
    if (/^(send|send_robust)$/.test(method) && /signal|_(saved|created|updated|deleted|done)$/i.test(owner))
      return say('publishes', lastName(owner));
    return [];
  });
  return [...tasks, ...called];
};

const hostOf = (url: string): string | undefined => /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1];
const aws: Readonly<Record<string, ExternalCall['kind']>> = {
  s3: 'storage',
  sqs: 'queue',
  sns: 'queue',
  ses: 'email',
  dynamodb: 'database',
};

export const readExternalCalls = (unit: SourceUnit): ExternalCall[] => {
  if (unit.isTest) return [];
  return unit.all('call').flatMap((call): ExternalCall[] => {
    const name = calleeName(call);
    const method = lastName(name);
    const [first, second] = positional(call);
    if (
      /^(requests|httpx|aiohttp|urllib3|session|client|http|self\.session|self\.client|httpx\.AsyncClient\(\)|requests\.Session\(\))\.(get|post|put|patch|delete|head|request)$/.test(
        name,
      ) ||
      name === 'urllib.request.urlopen'
    ) {
      const isPlain = /^(requests|httpx|aiohttp|urllib)/.test(name);
      const url = known(textOf(unit, method === 'request' ? second : first));
      const host = url ? hostOf(url) : undefined;
      if (!isPlain && !host) return [];
      return [
        { kind: 'http', target: host ?? (url?.slice(0, 100) || name.split('.')[0] || 'http'), ...ownPlace(unit, call) },
      ];
    }
    if (/^boto3\.(client|resource)$|(^|\.)session\.(client|resource)$/.test(name)) {
      const service = known(textOf(unit, first));
      return service ? [{ kind: aws[service] ?? 'other', target: service, ...ownPlace(unit, call) }] : [];
    }
    if (
      /^(smtplib\.SMTP(_SSL)?|send_mail|send_mass_mail|mail\.send|EmailMessage|EmailMultiAlternatives|emails\.Message|SendGridAPIClient)$/.test(
        name,
      )
    )
      return [{ kind: 'email', target: name, ...ownPlace(unit, call) }];
    if (/^(redis\.(Redis|StrictRedis|from_url)|Redis|aioredis\.from_url)$/.test(name))
      return [{ kind: 'cache', target: 'redis', ...ownPlace(unit, call) }];
    if (/^subprocess\.(run|Popen|call|check_output|check_call)$|^os\.system$/.test(name))
      return [{ kind: 'process', target: known(textOf(unit, first))?.split(' ')[0] ?? name, ...ownPlace(unit, call) }];
    if (/^(psycopg2?\.connect|pymysql\.connect|MongoClient|create_async_engine|create_engine)$/.test(name))
      return [{ kind: 'database', target: name, ...ownPlace(unit, call) }];
    return [];
  });
};
