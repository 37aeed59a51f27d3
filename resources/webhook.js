/** What the notifier may do to sign webhooks: read the one parameter that is named, if one is. */
import { readParameter } from './parameter-store.js';

export const statements = async ({ resolveVariable }) =>
  readParameter('ReadWebhookSecret', 'webhookSecret', String(await resolveVariable('param:webhookSecret')));
