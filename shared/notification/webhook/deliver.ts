import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isPublicAddress } from './addresses.ts';
import { post } from './post.ts';
import type { SecretSource } from './secret.ts';
import { signatureOf } from './signature.ts';
import { type Exceptions, hostOf, isException, targetRefusal } from './target.ts';

/** What is told, and to whom. `body` is JSON; `eventId` is the same however often it is told. */
export type Delivery = {
  readonly target: string;
  readonly eventId: string;
  readonly correlationId: string;
  readonly body: string;
};

/**
 * What became of one attempt. `failed` has why, as a sentence that names the host and nothing else of the target; if it is `passing`,
 * the next attempt may do better.
 */
export type Attempt =
  | { readonly outcome: 'delivered'; readonly statusCode: number }
  | { readonly outcome: 'failed'; readonly why: string; readonly passing: boolean; readonly statusCode?: number };

export type DeliverDeps = {
  readonly secret: SecretSource;
  readonly exceptions: Exceptions;
  readonly now: () => Date;
  /** All addresses of a host; the system's own resolver unless a test has another. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  readonly timeoutMs?: number;
};

/** Of the whole attempt, its name's resolution included: a batch of them fits into the function's timeout. */
const patienceMs = 8_000;

const failed = (why: string, passing: boolean, statusCode?: number): Attempt => ({
  outcome: 'failed',
  why,
  passing,
  ...(statusCode === undefined ? {} : { statusCode }),
});

/** What an answer means. A redirect is not followed: it could lead anywhere. */
export const judged = (host: string, statusCode: number): Attempt => {
  if (statusCode >= 200 && statusCode < 300) return { outcome: 'delivered', statusCode };
  const redirects = statusCode >= 300 && statusCode < 400 ? '; redirects are not followed' : '';
  const passing = statusCode === 429 || statusCode >= 500;
  return failed(`${host} answered ${statusCode}${redirects}.`, passing, statusCode);
};

/** What kind of error it is: its message may quote the target. */
const codeOf = (error: unknown): string => {
  const { code, name } = Object(error) as { readonly code?: unknown; readonly name?: unknown };
  return String(typeof code === 'string' ? code : (name ?? 'unknown error'));
};

/** Rejects when the signal aborts, whatever becomes of the work: a resolver cannot be stopped, only not waited for. */
const within = <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> => {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
};

/**
 * Calls a webhook once. Its host is resolved once, every address it has must be public, and the connection goes to those that were checked:
 * a name that leads elsewhere a moment later leads nowhere. Never throws.
 */
export const deliver = async (delivery: Delivery, deps: DeliverDeps): Promise<Attempt> => {
  const refusal = targetRefusal(delivery.target, deps.exceptions);
  if (refusal) return failed(`The webhook was refused: ${refusal}.`, false);
  const url = new URL(delivery.target);
  try {
    return await attempt(url, delivery, deps, AbortSignal.timeout(deps.timeoutMs ?? patienceMs));
  } catch (error) {
    return failed(`${hostOf(url)} could not be called (${codeOf(error)}).`, true);
  }
};

const attempt = async (url: URL, delivery: Delivery, deps: DeliverDeps, signal: AbortSignal): Promise<Attempt> => {
  const { exceptions, now, resolve = (host) => lookup(host, { all: true }) } = deps;
  const secret = await within(signal, deps.secret());
  if (secret === undefined) return failed('This deployment has no secret to sign webhooks with.', false);
  const host = hostOf(url);
  const plain = isException(url, exceptions);
  const addresses = await within(signal, resolve(host));
  if (!plain && !addresses.every(({ address }) => isPublicAddress(address)))
    return failed(`The webhook was refused: ${host} leads to an address that is not public.`, false);
  const { body, eventId, correlationId } = delivery;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Dropforge-Webhook/1',
    host: url.host,
    'x-dropforge-signature': signatureOf(body, secret, now()),
    'x-dropforge-event-id': eventId,
    'x-correlation-id': correlationId,
  };
  return judged(host, await within(signal, post({ url, addresses, headers, body, plain }, signal)));
};
