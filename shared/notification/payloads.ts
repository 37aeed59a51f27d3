import { customNotification } from './chat.ts';
import type { Message } from './message.ts';

/** What a phone shows above the subject. */
const title = 'Dropforge';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html: JSON in JSON */
const pushes = ({ subject, data: { jobId, status } }: Message): Readonly<Record<string, string>> => {
  const facts = Object.fromEntries(Object.entries({ jobId, status }).filter(([, value]) => typeof value === 'string'));
  const apple = JSON.stringify({ aps: { alert: { title, body: subject } }, ...facts });
  const google = { fcmV1Message: { message: { notification: { title, body: subject }, data: facts } } };
  return { APNS: apple, APNS_SANDBOX: apple, GCM: JSON.stringify(google) };
};

/** One message in the form of each protocol. `id` tells it from every other. */
export const payloadsOf = (message: Message, id: string): Readonly<Record<string, string>> => {
  const { subject, text, data, chat } = message;
  const json = JSON.stringify({ ...data, subject });
  // Amazon Q Developer in chat applications subscribes by https and takes its own form alone.
  const web = chat ? JSON.stringify(customNotification(id, chat)) : json;
  const machines = Object.fromEntries(['email-json', 'sqs', 'lambda'].map((protocol) => [protocol, json]));
  return { default: json, email: text, sms: subject, http: web, https: web, ...machines, ...pushes(message) };
};
