import { type Closing, within } from '../closing.ts';
import type { Faults } from '../faults/fault.ts';
import type { Upstream } from '../faults/proxy.ts';
import type { Guard } from '../iam/guard.ts';
import type { EventSourceMapping } from './event-source.ts';
import { startEventSources } from './event-sources.ts';
import type { FunctionDefinition } from './function.ts';
import { createFunctions, type Functions } from './functions.ts';

/** A stack's functions and what feeds them. Plain data: another process can be told it, and run them on the same services. */
export type Compute = {
  readonly functions: readonly FunctionDefinition[];
  readonly mappings: readonly EventSourceMapping[];
  readonly upstream: Upstream;
  readonly region: string;
  /** What functions get on top of their own environment, by name; `*` is every function. */
  readonly environment: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Invocations a function runs at once, at most. */
  readonly concurrency: number;
  /** The functions that get a worker before their first event. Default: all. */
  readonly prewarm?: readonly string[] | undefined;
};

export type ComputeHooks = {
  readonly faults?: Faults | undefined;
  readonly guardOf?: ((definition: FunctionDefinition) => Guard) | undefined;
  readonly onLog: (functionName: string, line: string) => void;
  readonly report: (message: string) => void;
  /** How long running invocations may take to end, in milliseconds. */
  readonly graceMs: number;
};

/** Starts the functions, then what feeds them; whatever it opens is added to `closing`. */
export const startCompute = async (compute: Compute, hooks: ComputeHooks, closing: Closing): Promise<Functions> => {
  const { faults, guardOf, onLog, report, graceMs } = hooks;
  const shared = { ...compute, faults, guardOf };
  const functions = await createFunctions(compute.functions, { ...shared, onLog });
  closing.add(functions.stop);
  const sources = await startEventSources(compute.mappings, { ...shared, functions, report });
  closing.add(sources.close, () => within(sources.settle(), graceMs));
  functions.warm(compute.prewarm).catch((error: unknown) => report(String(error)));
  return functions;
};
