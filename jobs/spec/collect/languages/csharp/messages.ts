import type { Message } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { Argument, Call, Chain, Type } from './piece.ts';
import { simpleName, typeArguments, unwrapped } from './type-name.ts';
import type { Workspace } from './workspace.ts';

/** Interfaces whose type argument is what is consumed. */
const consumers =
  /^(IConsumer|INotificationHandler|IIntegrationEventHandler|IDynamicIntegrationEventHandler|IHandleMessages|IEventHandler|IDomainEventHandler|IMessageHandler|ICapSubscribe|IDistributedEventHandler|ILocalEventHandler|IAsyncNotificationHandler|IJobConsumer|ISubscribe|IHandle)$/;

const handles = /^(Consume|Handle|HandleEvent|Execute|On)(Async)?$/;

const consumed = (workspace: Workspace, type: Type): Message[] =>
  type.bases.flatMap((base): Message[] => {
    const [name] = consumers.test(simpleName(base)) ? typeArguments(base) : [];
    if (!name) return [];
    const handler = type.members.find(
      (member) =>
        handles.test(member.name) &&
        member.parameters.some(
          (one) => one.type === name || (one.type !== undefined && typeArguments(one.type).includes(name)),
        ),
    );
    const event = workspace.typeNamed(name, type.span.path);
    return [
      {
        direction: 'consumes',
        name,
        symbol: handler?.id ?? type.id,
        doc: handler?.doc ?? type.doc ?? event?.doc,
        span: handler?.span ?? type.span,
      },
    ];
  });

/** [CapSubscribe("orders.placed")], [ServiceBusTrigger("orders")], [KafkaTrigger(…)] */
const subscribed = (workspace: Workspace, type: Type): Message[] =>
  type.members.flatMap((member) => {
    const marks = [...member.attributes, ...member.parameters.flatMap(({ attributes }) => attributes)];
    const mark = marks.find(({ name }) =>
      /^(CapSubscribe|ServiceBusTrigger|KafkaTrigger|QueueTrigger|EventHubTrigger|RabbitMQTrigger|Topic)$/.test(name),
    );
    if (!mark) return [];
    const texts = mark.arguments
      .map(({ value }) => workspace.text(value, type.name))
      .filter((text) => text !== undefined);
    const channel = mark.name === 'Topic' ? texts.at(-1) : texts[0];
    const name = simpleName(unwrapped(member.parameters[0]?.type ?? 'message'));
    return [
      {
        direction: 'consumes' as const,
        name: /^(string|byte)$/.test(name) ? (channel ?? name) : name,
        channel,
        symbol: member.id,
        doc: member.doc,
        span: member.span,
      },
    ];
  });

const publishes =
  /^(Publish(Async|ThroughEventBusAsync|EventAsync|IntegrationEventAsync|Event)?|AddAndSaveEventAsync|AddDomainEvent|AddIntegrationEvent|AddEvent|RaiseDomainEvent|RaiseEvent|Raise|PublishDomainEventAsync|Enqueue(Event)?(Async)?)$/;

/** The producer's ways to say the channel by itself. */
const channelled: Readonly<Record<string, number>> = {
  BasicPublish: 1,
  BasicPublishAsync: 1,
  ProduceAsync: 0,
  Produce: 0,
  CreateSender: 0,
  SendMessageAsync: 0,
};

const messageType = (workspace: Workspace, call: Call, chain: Chain): string | undefined => {
  const named = call.types[0];
  if (named) return simpleName(named);
  const given = call.arguments.find(({ way, text }) => way !== undefined || text.startsWith('new '));
  if (!given) return undefined;
  return typeOf(workspace, given, chain);
};

const typeOf = (workspace: Workspace, given: Argument, chain: Chain): string | undefined => {
  const created = /^new\s+([\w.]+(?:<[^()]*>)?)\s*[({]/.exec(given.text)?.[1];
  const type = created ?? (given.way && workspace.typeOfWay(given.way));
  if (
    !type ||
    /^(T\w*|string|object|var|byte|CancellationToken|I?(Integration|Domain|Base)?Event|I?Notification|I?Message)$/.test(
      type,
    ) ||
    chain.type === type
  )
    return undefined;
  return created?.includes('<') ? created : simpleName(type);
};

const published = (workspace: Workspace, chain: Chain): Message[] =>
  chain.calls.flatMap((call): Message[] => {
    const { name, span } = call;
    const nth = Object.hasOwn(channelled, name) ? channelled[name] : undefined;
    if (nth !== undefined) {
      const text = workspace.text(
        call.arguments.find((one) => /^(routingKey|topic|queueOrTopicName)$/.test(one.name ?? ''))?.value ??
          call.arguments[nth]?.value,
        chain.type,
      );
      const isClient = /channel|producer|client|sender|bus|publisher|queue|sns|sqs/i.test(chain.root);
      return text && isClient && !text.startsWith('{')
        ? [{ direction: 'publishes', name: text, channel: text, symbol: chain.from, span }]
        : [];
    }
    const message = publishes.test(name) ? messageType(workspace, call, chain) : undefined;
    if (!message) return [];
    return [
      {
        direction: 'publishes',
        name: message,
        symbol: chain.from,
        doc: workspace.typeNamed(message, chain.span.path)?.doc,
        span,
      },
    ];
  });

/** Messages that are published and consumed. */
export const messagesOf = (workspace: Workspace): Message[] =>
  workspace.pieces
    .filter(({ path }) => !isTestPath(path))
    .flatMap(({ types, chains }) => [
      ...types
        .filter(({ kind }) => kind !== 'interface')
        .flatMap((type) => [...consumed(workspace, type), ...subscribed(workspace, type)]),
      ...chains.flatMap((chain) => published(workspace, chain)),
    ]);
