import { sqsClient } from '../clients.ts';
import type { Faults } from '../faults/fault.ts';
import { startFaultProxy, type Upstream } from '../faults/proxy.ts';
import { type EventSourceMapping, startEventSource } from './event-source.ts';
import type { Functions } from './functions.ts';

export type EventSourcesOptions = {
  readonly upstream: Upstream;
  readonly region: string;
  readonly faults: Faults | undefined;
  readonly concurrency: number;
  readonly functions: Functions;
  readonly report: (message: string) => void;
};

/** The short name of a function in its ARN: dropforge-local-intake stays as it is, for that is all an ARN tells. */
const caller = (functionName: string): string => functionName.slice(functionName.lastIndexOf(':') + 1);

/** Starts the pollers of all mappings. With faults their own requests (ReceiveMessage, DeleteMessageBatch) pass the proxy, too. */
export const startEventSources = async (mappings: readonly EventSourceMapping[], options: EventSourcesOptions) => {
  const { upstream, region, faults, concurrency, functions, report } = options;
  const closing: (() => Promise<void>)[] = [];

  const endpointFor = async (mapping: EventSourceMapping): Promise<string> => {
    if (faults === undefined) return upstream.sqs;
    const poller = { functionName: caller(mapping.functionName), kill: async () => undefined };
    const proxy = await startFaultProxy(upstream, faults, poller);
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
