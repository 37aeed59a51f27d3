import { sqsClient } from '../clients.ts';
import type { Faults } from '../faults/fault.ts';
import { startCallerProxy, type Upstream } from '../faults/proxy.ts';
import type { Guard } from '../iam/guard.ts';
import { type EventSourceMapping, startEventSource } from './event-source.ts';
import type { FunctionDefinition } from './function.ts';
import type { Functions } from './functions.ts';

export type EventSourcesOptions = {
  readonly upstream: Upstream;
  readonly region: string;
  readonly faults: Faults | undefined;
  readonly guardOf: ((definition: FunctionDefinition) => Guard) | undefined;
  readonly concurrency: number;
  readonly functions: Functions;
  readonly report: (message: string) => void;
};

/** Starts the pollers of all mappings. Throws for a mapping to a function that is not there. Their own requests (ReceiveMessage, DeleteMessageBatch) are made by the function's role, and pass a proxy where its requests do. */
export const startEventSources = async (mappings: readonly EventSourceMapping[], options: EventSourcesOptions) => {
  const { upstream, region, faults, guardOf, concurrency, functions, report } = options;
  const closing: (() => Promise<void>)[] = [];

  const endpointFor = async (mapping: EventSourceMapping): Promise<string> => {
    const definition = functions.definitionOf(mapping.functionName);
    if (faults === undefined && guardOf === undefined) return upstream.sqs;
    const poller = { functionName: definition.name, kill: async () => undefined, guard: guardOf?.(definition) };
    const proxy = await startCallerProxy(upstream, faults ?? {}, poller);
    closing.push(proxy.close);
    return proxy.url;
  };

  const sources = await Promise.all(
    mappings.map(async (mapping) => {
      const sqs = sqsClient(await endpointFor(mapping), region);
      closing.push(async () => sqs.destroy());
      const invoke = (event: unknown) => functions.invoke(mapping.functionName, event);
      return startEventSource(mapping, { sqs, region, concurrency, invoke, report });
    }),
  );

  return {
    settle: () => Promise.all(sources.map((source) => source.stop())),
    close: async (): Promise<void> => {
      await Promise.all(closing.map((act) => act()));
    },
  };
};
