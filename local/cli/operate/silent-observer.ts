import type { Observer } from '#shared/observability/observer.ts';

const nothing = () => undefined;

/** The command says itself what came of it; logs and metrics are the functions'. */
export const silentObserver: Observer = {
  log: nothing,
  warn: nothing,
  submitted: nothing,
  committed: nothing,
  received: nothing,
  left: nothing,
  answered: nothing,
  failed: nothing,
};
