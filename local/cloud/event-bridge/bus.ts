import type { JsonObject } from '#schemas/json.ts';
import { arn, type Place } from '../place.ts';
import { type Archives, createArchives } from './archives.ts';
import type { Event, ObservedEvent } from './event.ts';
import { eventPattern } from './pattern.ts';
import { acceptEntry, type PutEventsEntry, type PutEventsReply, RequestError, type ResultEntry } from './put-events.ts';
import { type InputShape, type RuleName, targetInput } from './target-input.ts';

/** A queue that gets what a rule matches. */
export type Target = {
  readonly id: string;
  readonly arn: string;
  readonly shape: InputShape;
  readonly maximumRetryAttempts: number;
  readonly deadLetterArn?: string;
  readonly messageGroupId?: string;
};

export type RuleState = 'ENABLED' | 'DISABLED';

export type Rule = RuleName & {
  readonly bus: string;
  readonly state: RuleState;
  readonly pattern: JsonObject;
  readonly targets: readonly Target[];
};

/** Sends a message to a target; says nothing of failure, for that is the sender's to handle. */
export type Deliver = (message: { readonly body: string; readonly target: Target; readonly rule: RuleName }) => void;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html */
export type BusDescription = { readonly Name: string; readonly Arn: string };

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export type RuleDescription = {
  readonly Name: string;
  readonly Arn: string;
  readonly EventBusName: string;
  readonly State: RuleState;
};

type CompiledRule = Rule & { readonly matches: (event: Event) => boolean; state: RuleState };

export type EventBridge = {
  addBus(name: string): void;
  /** Throws if the bus does not exist or AWS would refuse the pattern. */
  addRule(rule: Rule): void;
  observe(listener: (event: ObservedEvent) => void): () => void;
  /** Routes an event of AWS's own (S3's, say), which needs no permission for its source. */
  emit(event: Event, bus?: string): void;
  put(entries: readonly PutEventsEntry[]): PutEventsReply;
  /** Throws a `RequestError` if there is no such bus. */
  describe(name: string): BusDescription;
  /** Both throw a `RequestError` if there is no such rule. */
  describeRule(name: string, bus: string): RuleDescription;
  /** What is put on the bus while a rule is disabled passes it by. */
  setRule(name: string, bus: string, state: RuleState): void;
  readonly archives: Archives;
};

/**
 * Event buses with their rules. Unlike AWS, which accepts an entry for a bus that does not exist and drops it,
 * such an entry fails here: on a laptop it can only be a mistake.
 */
export const createEventBridge = (place: Place, deliver: Deliver): EventBridge => {
  const buses = new Map<string, CompiledRule[]>([['default', []]]);
  const listeners = new Set<(event: ObservedEvent) => void>();

  const deliverBy = (rules: readonly CompiledRule[], event: Event): void => {
    for (const rule of rules.filter(({ state, matches }) => state === 'ENABLED' && matches(event)))
      for (const target of rule.targets) deliver({ body: targetInput(event, target.shape, rule), target, rule });
  };

  const archives = createArchives(place, (event, bus, arns) =>
    deliverBy(
      (buses.get(bus) ?? []).filter((rule) => arns?.includes(rule.arn) ?? true),
      event,
    ),
  );

  const route = (event: Event, bus: string, rules: readonly CompiledRule[]): void => {
    deliverBy(rules, event);
    archives.keep(event, bus);
    const { id, source, detail } = event;
    for (const listener of listeners) listener({ type: event['detail-type'], id, source, detail, bus });
  };

  const putEntry = (entry: PutEventsEntry): ResultEntry => {
    const accepted = acceptEntry(entry, place);
    if ('ErrorCode' in accepted) return accepted;
    const rules = buses.get(accepted.bus);
    if (rules === undefined)
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${accepted.bus} does not exist.` };
    route(accepted.event, accepted.bus, rules);
    return { EventId: accepted.event.id };
  };

  const ruleNamed = (name: string, bus: string): CompiledRule => {
    const rule = buses.get(bus)?.find((known) => known.name === name);
    if (rule) return rule;
    throw new RequestError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
  };

  return {
    archives,
    addBus: (name) => void buses.set(name, buses.get(name) ?? []),
    addRule: (rule) => {
      const rules = buses.get(rule.bus);
      if (rules === undefined) throw new Error(`Rule ${rule.name}: event bus ${rule.bus} does not exist`);
      const matches = eventPattern(rule.pattern);
      rules.push({ ...rule, matches });
    },
    observe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit: (event, bus = 'default') => route(event, bus, buses.get(bus) ?? []),
    describe: (name) => {
      if (buses.has(name)) return { Name: name, Arn: arn(place, 'events', `event-bus/${name}`) };
      throw new RequestError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
    },
    describeRule: (name, bus) => {
      const { arn: Arn, state: State } = ruleNamed(name, bus);
      return { Name: name, Arn, EventBusName: bus, State };
    },
    setRule: (name, bus, state) => {
      ruleNamed(name, bus).state = state;
    },
    put: (entries) => {
      const results = entries.map(putEntry);
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  };
};
