import type { RequestReport } from '#schemas/request-report.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { ExportedResource, PlainRequest } from '#shared/exports/resource.ts';
import { type Budget, startBudget, type Usage } from '#shared/model/budget.ts';
import type { Model } from '#shared/model/model.ts';
import { pricesAsOf } from '#shared/model/prices.ts';
import { unloadable } from '#shared/model/unloadable.ts';
import type { Trace } from '../mapped.ts';
import { requestPrompt } from './prompt.ts';
import { questionText } from './question.ts';
import { type Existing, readAnswer, tracesOf } from './read-answer.ts';
import { defineResources, type Wanted } from './tool.ts';

export type ReaderOptions = {
  /** Of one job, all its requests together. */
  readonly maxTokens: number;
  readonly maxCostUsd: number;
  readonly deadlineMs: number;
};

export type ReadRequest = {
  readonly request: PlainRequest;
  readonly resources: readonly ExportedResource[];
  readonly traces: readonly Trace[];
  /** Why nothing came of it. */
  readonly notUsed?: string;
};

export type ReadRequests = { readonly read: readonly ReadRequest[]; readonly report: RequestReport };

/** Makes resources of requests. Never throws for what a model does. */
export type RequestReader = (
  requests: readonly PlainRequest[],
  existing: Existing,
  registry: Registry,
) => Promise<ReadRequests>;

/** Thirty alarms take half of the most; an answer in less than the least would be half of one. */
const outputTokens = { most: 8_192, least: 1_024 };

/** An answer that is none is asked for once more. */
const attempts = 2;

const named = 20;

type Asking = { readonly model: Model; readonly system: string; readonly budget: Budget; readonly signal: AbortSignal };

type Asked =
  | { readonly by?: string; readonly wanted: readonly Wanted[] }
  | { readonly by?: string; readonly why: string };

const ask = async (request: PlainRequest, { types }: Existing, { model, ...rest }: Asking): Promise<Asked> => {
  let last: Asked = { why: 'it was not asked' };
  for (let made = 0; made < attempts; made += 1) {
    const text = questionText(request, types, 'why' in last && made > 0 ? last.why : undefined);
    const answer = await model
      .ask({
        ...rest,
        text,
        tool: defineResources,
        maxOutputTokens: outputTokens.most,
        minOutputTokens: outputTokens.least,
      })
      .catch(() => ({ outcome: 'unavailable', why: 'its client failed' }) as const);
    if (answer.outcome === 'answered') return { by: answer.modelId, wanted: answer.input.resources };
    if (answer.outcome === 'unavailable') return { why: `the model could not be asked: ${answer.why}` };
    last = { by: answer.modelId, why: `the answer of ${answer.modelId} could not be used: ${answer.why}` };
  }
  return last;
};

const withNew = ({ types, identifiers }: Existing, resources: readonly ExportedResource[]): Existing => ({
  identifiers,
  types: new Map([...types, ...resources.map(({ logicalId = '', type = '' }) => [logicalId, type] as const)]),
});

const reportOf = (
  read: readonly ReadRequest[],
  by: string | undefined,
  { inputTokens, outputTokens, costUsd }: Usage,
) => {
  const refused = read.flatMap(({ traces }) => traces);
  const reasons = read.flatMap(({ notUsed }) => notUsed ?? []);
  const resources = read.flatMap((one) => one.resources);
  return {
    files: read.map(({ request }) => request.file),
    ...(by !== undefined && { by }),
    inputTokens,
    outputTokens,
    costUsd: Number(costUsd.toFixed(6)),
    pricesAsOf,
    made: resources.map(({ logicalId = '', type = '' }) => ({ logicalId, type })),
    refused: refused
      .slice(0, named)
      .map(({ source, ...trace }) => ({ pointer: source.pointer, why: 'note' in trace ? (trace.note ?? '') : '' })),
    ...(reasons.length > 0 && { notUsed: [...new Set(reasons)].join('; ') }),
  };
};

/** Why an answer with nothing in it that can be used leaves nothing. */
const emptiness = ({ refused }: ReturnType<typeof readAnswer>): string =>
  refused.length === 0
    ? 'the model found nothing in it that can be a resource'
    : `nothing of the answer could be used: ${[...new Set(refused.map(({ why }) => why))].slice(0, 3).join('; ')}`;

/** A reader of requests by this model, which is loaded when it is first needed. */
export const requestsBy = (load: () => Promise<Model>, options: ReaderOptions): RequestReader => {
  let loaded: Promise<Model> | undefined;
  return async (requests, existing, registry) => {
    loaded ??= load().catch(() => unloadable);
    const model = await loaded;
    const budget = startBudget({ tokens: options.maxTokens, costUsd: options.maxCostUsd });
    const signal = AbortSignal.timeout(options.deadlineMs);
    const asking = { model, budget, signal, system: await model.prompt('request', requestPrompt) };
    const read: ReadRequest[] = [];
    let known = existing;
    let by: string | undefined;
    for (const request of requests) {
      const asked = await ask(request, known, asking);
      by = asked.by ?? by;
      if ('why' in asked) {
        read.push({ request, resources: [], traces: [], notUsed: asked.why });
        continue;
      }
      const answered = readAnswer(asked.wanted, request, known, registry);
      const { resources } = answered;
      known = withNew(known, resources);
      const traces = tracesOf(answered, request);
      read.push({ request, resources, traces, ...(resources.length === 0 && { notUsed: emptiness(answered) }) });
    }
    return { read, report: reportOf(read, by, budget.spent) };
  };
};

/** What is told of requests that nobody was asked about. */
export const unread = (requests: readonly PlainRequest[], why: string): ReadRequests => {
  const read = requests.map((request) => ({ request, resources: [], traces: [], notUsed: why }));
  return { read, report: reportOf(read, undefined, { inputTokens: 0, outputTokens: 0, costUsd: 0 }) };
};
