import * as z from 'zod';
import { isProduction } from '../../pipeline/is-production.ts';

/** `127.0.0.1:9000,localhost:9001` */
const hostPorts = z
  .string()
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(z.array(z.string().regex(/^[^\s/@]+:\d{1,5}$/)))
  .transform((pairs): ReadonlySet<string> => new Set(pairs));

/** What webhooks are called with, in the environment of a function that calls or takes them. */
export const webhookShape = {
  WEBHOOK_SECRET_PARAMETER: z.string().default('').describe('A SecureString of Systems Manager; empty: no webhooks'),
  WEBHOOK_SECRET: z.string().default('').describe('The secret itself, on a laptop'),
  WEBHOOK_ALLOW: hostPorts.prefault('').describe('host:port pairs that are not public, on a laptop'),
};

export type WebhookEnv = z.infer<z.ZodObject<typeof webhookShape>>;

type Laptop = Pick<WebhookEnv, 'WEBHOOK_SECRET' | 'WEBHOOK_ALLOW'>;

/** Whether nothing of a laptop's has come to production: no secret that whoever may look at the function reads, no way inside. */
export const isFitForStage = ({ STAGE, WEBHOOK_SECRET, WEBHOOK_ALLOW }: Laptop & { readonly STAGE: string }): boolean =>
  !isProduction(STAGE) || (WEBHOOK_SECRET === '' && WEBHOOK_ALLOW.size === 0);

export const unfitForStage = {
  path: ['WEBHOOK_ALLOW'],
  message: 'WEBHOOK_ALLOW and WEBHOOK_SECRET are for a laptop and have no place in production',
};
