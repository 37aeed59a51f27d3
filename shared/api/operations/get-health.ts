import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationHandler } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';

type Reply = Awaited<ReturnType<OperationHandler<'getHealth'>>>;
type Check = NonNullable<Reply['checks']>[number];

/** What the service stands on: each asks once for anything, and gives up when it is told to. */
export type HealthProbes = Readonly<Record<Check['name'], (abortSignal: AbortSignal) => Promise<unknown>>>;

export type HealthDeps = { readonly version: string; readonly probes: HealthProbes };

/** Milliseconds. What is healthy answers in a few. */
const patience = 1_500;
/** Milliseconds. Anyone may ask; what we stand on is asked no more often than this. */
const freshness = 5_000;

/** How long it took, or undefined if nothing came of it in time. */
const probed = async (probe: HealthProbes[Check['name']]): Promise<number | undefined> => {
  const startedAt = performance.now();
  const over = AbortSignal.timeout(patience);
  // A client that retries may not hear the signal at once.
  const answer = probe(over).then(() => true);
  const isThere = await Promise.race([answer.catch(() => false), sleep(patience, false, { ref: false })]);
  return isThere ? Math.round(performance.now() - startedAt) : undefined;
};

const checked = async (probes: HealthProbes): Promise<readonly Check[]> => {
  const names = Object.keys(probes) as Check['name'][];
  const results = await Promise.all(names.map(async (name) => ({ name, ms: await probed(probes[name]) })));
  const missing = results.filter(({ ms }) => ms === undefined).map(({ name }) => name);
  if (missing.length > 0)
    throw new ApiProblem('UNAVAILABLE', `No answer from: ${missing.join(', ')}.`, {
      retryAfterSeconds: freshness / 1000,
    });
  return results.flatMap(({ name, ms }) => (ms === undefined ? [] : [{ name, ms }]));
};

/** That it answers at all says that it lives; `deep=1` also asks what it stands on. */
export const getHealth = ({ version, probes }: HealthDeps): OperationHandler<'getHealth'> => {
  let last: { readonly at: number; readonly checks: ReturnType<typeof checked> } | undefined;
  const recent = () => {
    if (last && performance.now() - last.at < freshness) return last.checks;
    last = { at: performance.now(), checks: checked(probes) };
    return last.checks;
  };
  return async ({ query }) => ({
    status: 'OK',
    version,
    ...(query.deep === '1' && { checks: [...(await recent())] }),
  });
};
