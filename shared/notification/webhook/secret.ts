import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { WebhookEnv } from './webhook-env.ts';

/** What webhooks are signed with; undefined if the deployment has none. Throws if it cannot be read just now. */
export type SecretSource = () => Promise<string | undefined>;

type SecretEnv = Pick<WebhookEnv, 'WEBHOOK_SECRET' | 'WEBHOOK_SECRET_PARAMETER'>;

/** How long a secret is kept: a new one is used by every worker after this long. */
const keptMs = 5 * 60_000;

/** The secret of the environment, or of the parameter it names, read again every five minutes. */
export const webhookSecret = (
  { WEBHOOK_SECRET, WEBHOOK_SECRET_PARAMETER: Name }: SecretEnv,
  ssm: Pick<SSMClient, 'send'>,
  now: () => Date,
): SecretSource => {
  let known: { readonly value: string; readonly until: number } | undefined;
  return async () => {
    if (WEBHOOK_SECRET !== '' || Name === '') return WEBHOOK_SECRET || undefined;
    if (known && now().getTime() < known.until) return known.value;
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    if (!Parameter?.Value) throw new Error(`The parameter ${Name} is empty`);
    known = { value: Parameter.Value, until: now().getTime() + keptMs };
    return known.value;
  };
};
