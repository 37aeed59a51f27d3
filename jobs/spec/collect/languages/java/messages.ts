import type { Message } from '#schemas/spec/facts.ts';
import { argumentValue, type Call, typeOf } from './body.ts';
import type { Annotation, Drafts, JavaMethod, JavaType, Value } from './model.ts';
import { annotated, simpleName, typeArguments } from './values.ts';

/** Annotations that listen, and the arguments that say to what. */
const listeners: Readonly<Record<string, readonly string[]>> = {
  KafkaListener: ['topics', 'topicPattern'],
  RabbitListener: ['queues', 'queuesToDeclare'],
  JmsListener: ['destination'],
  SqsListener: ['value', 'queueNames'],
  PulsarListener: ['topics'],
  StreamListener: ['value', 'target'],
  Incoming: ['value'],
  Topic: ['value'],
  Queue: ['value'],
  MessageMapping: ['value'],
  EventListener: [],
  TransactionalEventListener: [],
  ConsumeEvent: ['value'],
};

const envelopes = /^(ConsumerRecord|ConsumerRecords|Message|List|GenericMessage|PayloadApplicationEvent|Mono|Flux)$/;
const supplied =
  /^(Acknowledgment|Channel|Consumer|MessageHeaders|Session|String|Principal|SimpMessageHeaderAccessor|long|int|Long|Integer|byte)$/;

/** ConsumerRecord<String, Order> -> Order. */
const payload = (type: string): string => {
  const inner = typeArguments(type).at(-1);
  return inner && envelopes.test(simpleName(type)) ? payload(inner) : simpleName(type);
};

const payloadOf = (method: JavaMethod, annotation: Annotation): string => {
  const named =
    annotation.args.classes?.[0] ?? (/EventListener$/.test(annotation.name) ? annotation.args.value?.[0] : undefined);
  if (named) return simpleName(named.source.replace(/\.class$/, ''));
  const marked = method.parameters.find(({ annotations }) =>
    annotated(annotations, 'Payload', 'Body', 'Observes', 'ObservesAsync'),
  );
  const first = method.parameters.find(({ type }) => !supplied.test(simpleName(type)));
  return payload((marked ?? first ?? method.parameters[0])?.type ?? '');
};

const add = (drafts: Drafts, owner: string, fact: Message, channels: readonly (Value | undefined)[]): void => {
  for (const channel of channels.length > 0 ? channels : [undefined]) {
    const fallback = channel && fact.name === '' ? { name: channel } : {};
    drafts.messages.push({ fact, texts: { ...(channel && { channel }), ...fallback }, owner });
  }
};

/** The queue that @RabbitListener(bindings = @QueueBinding(value = @Queue("x"))) binds. */
const channelsOf = (annotation: Annotation): readonly Value[] => {
  const direct = (listeners[annotation.name] ?? []).flatMap((name) => annotation.args[name] ?? []);
  if (direct.length > 0) return direct;
  return annotation.nested.filter(({ name }) => name === 'Queue').flatMap(({ args }) => args.value ?? args.name ?? []);
};

const consumes = (method: JavaMethod, annotation: Annotation, type: JavaType, drafts: Drafts): void => {
  const doc = method.doc;
  const fact: Message = {
    direction: 'consumes',
    name: payloadOf(method, annotation),
    symbol: method.id,
    ...(doc && { doc }),
    span: method.span,
  };
  add(drafts, type.id, fact, channelsOf(annotation));
};

/** Methods that listen by annotation, and classes that listen by interface. */
export const readMessages = (type: JavaType, drafts: Drafts): void => {
  const onClass = annotated(type.annotations, 'KafkaListener', 'RabbitListener', 'JmsListener');
  for (const method of type.methods) {
    const listener = method.annotations.find(({ name }) => Object.hasOwn(listeners, name));
    if (listener) consumes(method, listener, type, drafts);
    else if (onClass && annotated(method.annotations, 'KafkaHandler', 'RabbitHandler'))
      consumes(method, { ...onClass, span: method.span }, type, drafts);
    else if (method.parameters.some(({ annotations }) => annotated(annotations, 'Observes', 'ObservesAsync'))) {
      consumes(method, { name: 'Observes', args: {}, nested: [], span: method.span }, type, drafts);
    } else if (/^(onApplicationEvent|onMessage)$/.test(method.name)) {
      const generic = type.implements.find((one) => /^(ApplicationListener|MessageListener)$/.test(simpleName(one)));
      const name = generic && simpleName(typeArguments(generic)[0] ?? method.parameters[0]?.type ?? '');
      if (name)
        add(
          drafts,
          type.id,
          { direction: 'consumes', name, symbol: method.id, ...(method.doc && { doc: method.doc }), span: method.span },
          [],
        );
    }
  }
};

type Sender = {
  readonly types: RegExp;
  readonly methods: RegExp;
  readonly channel?: number;
  readonly message: number | 'last';
};

/** Who sends, by what, and where its channel and message stand. */
const senders: readonly Sender[] = [
  {
    types: /^(Reactive)?KafkaTemplate$|^KafkaOperations$|^ReactiveKafkaProducerTemplate$/,
    methods: /^send(Default)?$/,
    channel: 0,
    message: 'last',
  },
  {
    types: /^(RabbitTemplate|AmqpTemplate|RabbitOperations|RabbitMessagingTemplate|AsyncRabbitTemplate)$/,
    methods: /^(convertAndSend|send|convertSendAndReceive)$/,
    channel: 0,
    message: 'last',
  },
  {
    types:
      /^(JmsTemplate|JmsMessagingTemplate|SqsTemplate|QueueMessagingTemplate|SnsTemplate|NotificationMessagingTemplate|SimpMessagingTemplate|SimpMessageSendingOperations|PulsarTemplate|JmsClient)$/,
    methods: /^(convertAndSend|send|convertAndSendToUser|sendAsync|sendNotification)$/,
    channel: 0,
    message: 'last',
  },
  { types: /^StreamBridge$/, methods: /^send$/, channel: 0, message: 'last' },
  {
    types: /^(ApplicationEventPublisher|ApplicationContext|EventBus|ApplicationEventMulticaster|DomainEventPublisher)$/,
    methods: /^(publishEvent|post|publish|multicastEvent)$/,
    message: 'last',
  },
  { types: /^(Event|Emitter|MutinyEmitter)$/, methods: /^(fire|fireAsync|send|sendAndAwait)$/, message: 'last' },
];

/** kafkaTemplate.send("orders", event), convertAndSend(exchange, key, event), publishEvent(new OrderPlaced(…)). */
export const readMessageCall = (call: Call): void => {
  const { body, name, arguments: args } = call;
  const own = call.object === undefined && name === 'registerEvent' ? { channel: undefined } : undefined;
  const sender = own ?? senders.find(({ types, methods }) => methods.test(name) && types.test(call.type ?? ''));
  if (!sender || args.length === 0) return;
  const last = args.filter(({ type, text }) => type !== 'lambda_expression' && text !== 'null').at(-1);
  const isOnly = args.length === 1 && sender.channel !== undefined;
  const record = last?.type === 'object_creation_expression' && /^ProducerRecord/.test(last.get('type')?.text ?? '');
  const type = last && (record ? undefined : typeOf(last, body));
  const known = type && !/^(String|Object|byte\[\])$/.test(simpleName(type)) ? payload(type) : '';
  const fact: Message = { direction: 'publishes', name: known, symbol: body.symbol, span: call.span };
  const channel = sender.channel === undefined || (isOnly && known) ? undefined : argumentValue(call, sender.channel);
  const isChannel = channel && /^"|^[\w.]*[A-Z_]{3,}$|topic|queue|exchange|destination|channel/i.test(channel.source);
  add(
    body.drafts,
    body.owner.id,
    known ? fact : { ...fact, name: isChannel ? '' : (last?.text.slice(0, 60) ?? '') },
    isChannel ? [channel] : [],
  );
};
