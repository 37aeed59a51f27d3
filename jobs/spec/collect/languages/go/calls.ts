import type { ExternalCall } from '#schemas/spec/facts.ts';
import { stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { type Body, typeOf } from './body.ts';
import { base, type Call, callOf, value } from './call.ts';
import { bareType } from './declarations.ts';
import { codeIn } from './expressions.ts';
import { readFigure, readMeasure } from './measures.ts';

const getters =
  /^(os\.(Getenv|LookupEnv)|viper\.Get\w*|\w*[vV]iper\w*\.Get\w*|flag\.(String|Int|Bool|Duration|Int64|Float64|Uint)(Var)?|pflag\.\w+|(get|must|lookup)?[eE]nv\w*(Or\w*|Default|With\w*|String|Int|Bool)?|\w+\.(GetEnv|Getenv)\w*)$/;

/** os.Getenv("KEY"), viper.GetString("key"), viper.SetDefault("key", 5), flag.Int("port", 8080, "…"), getEnv("KEY", "default"). */
const readConfiguration = (call: Call): void => {
  const { name, args, body } = call;
  const isVar = /Var$/.test(name) && /flag/.test(name);
  const isDefault = /iper\.SetDefault$/.test(name);
  const key = args[isVar ? 1 : 0];
  if (
    !key ||
    !(getters.test(name) || isDefault) ||
    !/string_literal$|^identifier$|^selector_expression$/.test(key.type)
  )
    return;
  const isConstant = key.type !== 'identifier' || /^[A-Z_]{3,}|[kK]ey|Env/.test(key.text);
  if (!isConstant || (key.type === 'identifier' && body.variables.has(key.text))) return;
  const fallback = args[isVar ? 2 : 1];
  const isPlain =
    fallback && /literal$|^(true|false|identifier|selector_expression|binary_expression)$/.test(fallback.type);
  body.drafts.configuration.push({
    fact: { key: stringValue(key) ?? key.text, ...base(call) },
    texts: { key: value(body, key), ...(isPlain && { default: value(body, fallback) }) },
  });
};

const cronAdders = /^(AddFunc|AddJob|Schedule|NewJob|Cron|CronWithSeconds)$/;

/** time.NewTicker(5 * time.Minute), c.AddFunc("@hourly", …), gocron's Every(5).Minutes(). */
const readJob = (call: Call): void => {
  const { name, method, args, body } = call;
  const [first, second] = args;
  const job = { name: body.block.name || body.block.id, ...(body.block.doc && { doc: body.block.doc }), ...base(call) };
  if (/^time\.(NewTicker|Tick)$/.test(name) && first) {
    body.drafts.scheduledJobs.push({
      fact: { ...job, schedule: `every ${first.text}` },
      numbers: { seconds: value(body, first) },
    });
  } else if (
    cronAdders.test(method) &&
    first &&
    /string_literal$|identifier|selector/.test(first.type) &&
    /^(@|[\d*/,\- ?LW#]+\s)/.test(stringValue(first) ?? '* ')
  ) {
    if (stringValue(first) === undefined && !/cron/i.test(call.node.text)) return;
    const target = second && /^[\w.]+$/.test(second.text) ? second.text.split('.').at(-1) : undefined;
    body.drafts.scheduledJobs.push({
      fact: { ...job, name: target ?? job.name },
      texts: { schedule: value(body, first) },
    });
  } else if (/^(Seconds?|Minutes?|Hours?|Days?)$/.test(method) && /\.Every\(/.test(name)) {
    const count = Number(/\.Every\((\d+)\)/.exec(name)?.[1] ?? 1);
    const seconds = count * ({ S: 1, M: 60, H: 3600, D: 86_400 }[method[0] ?? 'S'] ?? 1);
    body.drafts.scheduledJobs.push({ fact: { ...job, seconds, schedule: `every ${seconds} s` } });
  }
};

const keyed = (node: Syntax | undefined, ...names: readonly string[]): Syntax | undefined => {
  for (const element of node?.find('keyed_element') ?? [])
    if (names.includes(element.get('key')?.text ?? '')) return codeIn(element.get('value'))[0];
  return undefined;
};

const payload = (call: Call): string => {
  for (const arg of call.args) {
    const node = arg.type === 'unary_expression' ? arg.get('operand') : arg;
    const type = typeOf(node, call.body);
    if (type && !/Context|kafka\.|sarama\.|sqs\.|sns\.|amqp|^\[?\]?byte|^string$|nats|func\(/.test(type))
      return bareType(type);
  }
  return '';
};

const brokers = /kafka|sarama|nats|amqp|rabbit|sqs|sns|pubsub|watermill|redis|stan|eventbus|franz/i;
const publishes = /^(Publish\w*|WriteMessages|SendMessage\w*|Produce|ProduceSync|Send|PublishWithContext|Emit)$/;
const consumes =
  /^(Subscribe\w*|QueueSubscribe\w*|ReadMessage|FetchMessage|ReceiveMessage\w*|Consume\w*|SubscribeTopics|Receive|AddHandler|AddNoPublisherHandler|ConsumePartition)$/;

/** Kafka, NATS, SQS, SNS, AMQP, Pub/Sub. */
const readMessage = (call: Call): void => {
  const { method, args, body, on, name } = call;
  const direction = publishes.test(method) ? 'publishes' : consumes.test(method) ? 'consumes' : undefined;
  const around = `${on} ${name} ${Object.values(body.imports).join(' ')}`;
  if (!direction || !name.includes('.') || !brokers.test(around)) return;
  const known = `${on} ${name}`;
  if (
    !brokers.test(known) &&
    !/conn|producer|consumer|publisher|subscriber|writer|reader|client|channel|\bch\b|\bnc\b|\bjs\b|bus|broker|queue|event|stream/i.test(
      name,
    )
  )
    return;
  const channel =
    keyed(call.node, 'Topic', 'QueueUrl', 'TopicArn', 'Subject', 'Queue') ??
    args.find(({ type, text }) => /string_literal$/.test(type) && text.length > 2) ??
    args.find(({ text }) => /topic|subject|queue|exchange|channel/i.test(text) && /^[\w.]+$/.test(text));
  const type = payload(call);
  body.drafts.messages.push({
    fact: {
      direction,
      name: type || (channel && (stringValue(channel) ?? channel.text)) || on || method,
      ...(channel && { channel: channel.text }),
      ...(body.block.doc && { doc: body.block.doc }),
      ...base(call),
    },
    texts: {
      ...(channel && { channel: value(body, channel) }),
      ...(channel && !type && { name: value(body, channel) }),
    },
  });
};

type Client = {
  readonly kind: ExternalCall['kind'];
  readonly name?: RegExp;
  readonly on?: RegExp;
  readonly method?: RegExp;
  readonly target?: number;
};

const clients: readonly Client[] = [
  { kind: 'http', name: /^http\.(Get|Head|Post|PostForm)$/, target: 0 },
  { kind: 'http', name: /^http\.NewRequest$/, target: 1 },
  { kind: 'http', name: /^http\.NewRequestWithContext$/, target: 2 },
  { kind: 'http', on: /^(Client|Request)$|resty/, method: /^(Get|Post|Put|Patch|Delete|SetBaseURL)$/, target: 0 },
  { kind: 'other', name: /^grpc\.(Dial|DialContext|NewClient)$/, target: 0 },
  { kind: 'email', name: /^(smtp\.SendMail|gomail\.\w+|mail\.Send|\w+\.DialAndSend|sendgrid\.NewSendClient)$/ },
  { kind: 'email', on: /^(SES|Dialer)$|sesv?2?/, method: /^(SendEmail|Send|DialAndSend|SendRawEmail)$/ },
  {
    kind: 'storage',
    on: /s3|storage|minio/i,
    method: /^(PutObject|GetObject|DeleteObject|Upload|Download|FPutObject|NewReader|NewWriter)$/,
  },
  { kind: 'storage', name: /s3\w*\.(PutObject|GetObject|DeleteObject|Upload)$/i },
  { kind: 'cache', name: /^(redis\.NewClient|memcache\.New|redis\.NewClusterClient)$/ },
  {
    kind: 'database',
    name: /^(sql\.Open|sqlx\.(Open|Connect|MustConnect)|gorm\.Open|pgx\.Connect|pgxpool\.New|pgxpool\.NewWithConfig|mongo\.Connect|bun\.NewDB|ent\.Open|bolt\.Open|bbolt\.Open)$/,
  },
  { kind: 'process', name: /^exec\.Command(Context)?$/, target: 0 },
];

const addressed = /^(https?|grpc|amqp|postgres|mysql|redis|nats):\/\/|^[\w.-]+:\d+$/;

/** https://user@host/path -> host. */
const hostOf = (text: string): string => /^(?:[a-z][a-z+]*:)?\/\/(?:[^@/\s]*@)?([^/?#\s]+)/i.exec(text)?.[1] ?? text;

const readExternalCall = (call: Call): void => {
  const { name, method, on, args, body } = call;
  const client = clients.find((one) => (one.name ? one.name.test(name) : one.on?.test(on) && one.method?.test(method)));
  if (!client) return;
  const at =
    client.target === undefined
      ? undefined
      : args[client.target + (client.kind === 'process' && /Context$/.test(name) ? 1 : 0)];
  const text = at && stringValue(at);
  const isHandler = client.kind === 'http' && on === 'Request' && !resty(body);
  if (
    isHandler ||
    (client.kind === 'http' && on === 'Client' && text !== undefined && !addressed.test(text) && !text.startsWith('/'))
  )
    return;
  const target = text
    ? hostOf(text)
    : at && !/literal/.test(at.type)
      ? at.text.slice(0, 80)
      : on && !on.includes('/')
        ? on
        : name;
  body.drafts.externalCalls.push({ fact: { kind: client.kind, target, ...base(call) } });
};

const resty = (body: Body): boolean => Object.values(body.imports).some((path) => path.includes('resty'));

const readers = [readConfiguration, readJob, readMessage, readExternalCall, readMeasure];

/** What the calls of a function say: settings, jobs, messages, calls to the outside, measures. */
export const readCalls = (body: Body): void => {
  for (const node of body.block.node.find('call_expression', 'keyed_element')) {
    if (node.type === 'keyed_element') readFigure(body, node);
    else {
      const call = callOf(node, body);
      for (const read of readers) read(call);
    }
  }
};
