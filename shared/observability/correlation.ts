import { AsyncLocalStorage } from 'node:async_hooks';

/** What a line of the log is about, beside what it says itself. */
export type Correlation = { readonly correlationId: string; readonly jobId?: string };

const current = new AsyncLocalStorage<Correlation>();

/** Runs `work` so that every line it logs, however deep, is about this. Records of a batch run side by side: none sees another's. */
export const correlated = <Value>(about: Correlation, work: () => Value): Value => current.run(about, work);

/** What the lines logged from here are about; nothing outside of a message or a request. */
export const correlation = (): Correlation | undefined => current.getStore();
