import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { eventPattern } from '../event-bridge/pattern.ts';

/** What SNS would have sent. */
export type Email = {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly topicArn: string;
  readonly attributes: Readonly<Record<string, JsonValue>>;
  readonly time: string;
};

export type EmailSubscription = {
  readonly topicArn: string;
  readonly protocol: 'email' | 'email-json';
  readonly endpoint: string;
  readonly filterPolicy?: JsonObject;
  readonly filterPolicyScope: 'MessageAttributes' | 'MessageBody';
};

export type Mailbox = {
  subscribe(subscription: EmailSubscription): void;
  /** Takes the form fields of SNS's Publish request. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
  published(form: Readonly<Record<string, string>>): void;
  emails(): readonly Email[];
};

const json = (text: string | undefined): JsonValue | undefined => {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
};

const attributeValue = (type: string | undefined, value: string): JsonValue =>
  type === 'Number' ? Number(value) : type === 'String.Array' ? (json(value) ?? value) : value;

/** `MessageAttributes.entry.1.Name`, `….Value.DataType`, `….Value.StringValue`: the query protocol's way to write a map. */
export const attributesOf = (form: Readonly<Record<string, string>>): Readonly<Record<string, JsonValue>> => {
  const entries: [string, JsonValue][] = [];
  for (let index = 1; ; index += 1) {
    const entry = `MessageAttributes.entry.${index}`;
    const name = form[`${entry}.Name`];
    if (name === undefined) return Object.fromEntries(entries);
    const value = form[`${entry}.Value.StringValue`];
    if (value !== undefined) entries.push([name, attributeValue(form[`${entry}.Value.DataType`], value)]);
  }
};

/** With `MessageStructure: json` each protocol may have a text of its own. */
const bodyFor = (protocol: string, form: Readonly<Record<string, string>>): string => {
  const message = form.Message ?? '';
  const structure = form.MessageStructure === 'json' ? json(message) : undefined;
  if (!isObject(structure)) return message;
  const text = structure[protocol] ?? structure.default;
  return typeof text === 'string' ? text : message;
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html; its operators are EventBridge's. */
const filterOf = (
  subscription: EmailSubscription,
): ((attributes: JsonObject, message: JsonValue | undefined) => boolean) => {
  const policy = subscription.filterPolicy;
  if (policy === undefined || Object.keys(policy).length === 0) return () => true;
  const matches = eventPattern(policy);
  // Not even "exists": false matches where there is no attribute at all: https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
  if (subscription.filterPolicyScope === 'MessageAttributes')
    return (attributes) => Object.keys(attributes).length > 0 && matches(attributes);
  return (_attributes, message) => isObject(message) && matches(message);
};

/** Keeps the emails that subscribers would get. Memory is bounded: of more than a thousand, the oldest go. */
export const createMailbox = (now: () => Date = () => new Date()): Mailbox => {
  const subscriptions: { subscription: EmailSubscription; accepts: ReturnType<typeof filterOf> }[] = [];
  const emails: Email[] = [];
  return {
    subscribe: (subscription) => void subscriptions.push({ subscription, accepts: filterOf(subscription) }),
    published: (form) => {
      const attributes = attributesOf(form);
      for (const { subscription, accepts } of subscriptions) {
        if (subscription.topicArn !== form.TopicArn || !accepts(attributes, json(form.Message))) continue;
        emails.push({
          to: subscription.endpoint,
          subject: form.Subject ?? 'AWS Notification Message',
          body: bodyFor(subscription.protocol, form),
          topicArn: subscription.topicArn,
          attributes,
          time: now().toISOString(),
        });
        if (emails.length > 1000) emails.shift();
      }
    },
    emails: () => [...emails],
  };
};
