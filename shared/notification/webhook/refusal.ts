import { targetRefusal } from './target.ts';
import type { WebhookEnv } from './webhook-env.ts';

/** Whether there is anything to sign with: without it no webhook is called. */
const isWebhookConfigured = ({ WEBHOOK_SECRET, WEBHOOK_SECRET_PARAMETER }: WebhookEnv): boolean =>
  WEBHOOK_SECRET !== '' || WEBHOOK_SECRET_PARAMETER !== '';

/** Says why a deployment would not call a webhook, as half a sentence; nothing if it would try. */
export const webhookRefusal =
  (env: WebhookEnv) =>
  (target: string): string | undefined =>
    isWebhookConfigured(env)
      ? targetRefusal(target, env.WEBHOOK_ALLOW)
      : 'there is no secret to sign it with: deploy with --param webhookSecret=<parameter>, or start serve with WEBHOOK_SECRET';
