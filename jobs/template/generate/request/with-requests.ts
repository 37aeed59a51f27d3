import type { FidelityReport } from '#schemas/fidelity.ts';
import type { Finding } from '#schemas/findings.ts';
import type { RequestReport } from '#schemas/request-report.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { CollectedFile, Collection } from '#shared/exports/resource.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { noModel } from '../../collect/requests.ts';
import type { Trace } from '../mapped.ts';
import type { Existing } from './read-answer.ts';
import { type ReadRequest, type RequestReader, unread } from './read-requests.ts';

/** A drop with what a model made of its requests, and what is to be said about that. */
export type WithRequests = {
  readonly collection: Collection;
  readonly report: RequestReport;
  readonly traces: readonly Trace[];
  readonly findings: readonly Finding[];
};

export type RequestContext = {
  /** Undefined if no model is switched on. */
  readonly reader: RequestReader | undefined;
  readonly registry: Registry;
  readonly mode: TemplateOptions['mode'];
  /** What people call the drop. */
  readonly title: string;
  /** The types, by logical id, of the template that a collection leads to. */
  readonly typesOf: (collection: Collection) => ReadonlyMap<string, string>;
};

const existingOf = (collection: Collection, typesOf: RequestContext['typesOf']): Existing => {
  const identifiers = new Map<string, Set<string>>();
  for (const { type, identifiers: own } of collection.resources) {
    if (type === undefined) continue;
    const known = identifiers.get(type) ?? new Set();
    identifiers.set(type, known);
    for (const one of own) known.add(one);
  }
  return { types: collection.resources.length === 0 ? new Map() : typesOf(collection), identifiers };
};

const fileAfter = (file: CollectedFile, read: ReadRequest | undefined): CollectedFile => {
  if (!read) return file;
  const { notUsed, resources } = read;
  return notUsed === undefined
    ? { ...file, resources: resources.length }
    : { ...file, outcome: 'passed-over', reason: `is a request in plain language, and was not used: ${notUsed}` };
};

const findingsOf = ({ request, resources, traces, notUsed }: ReadRequest, by: string): Finding[] => {
  const { file } = request;
  const sources = [{ file, pointer: '' }];
  const names = resources.map(({ logicalId = '' }) => logicalId);
  const reasons = [...new Set(traces.flatMap((trace) => ('note' in trace ? (trace.note ?? []) : [])))];
  return [
    ...(notUsed === undefined
      ? []
      : [
          {
            rule: 'request-not-used',
            severity: 'WARN',
            message: `${file} was not used: ${notUsed}.`,
            sources,
          } as const,
        ]),
    ...(names.length === 0
      ? []
      : [
          {
            rule: 'made-by-model',
            severity: 'WARN',
            message: `${by} made of ${file}: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}.`,
            hint: 'Compare them with what was asked for: a model may have misunderstood.',
            sources,
          } as const,
        ]),
    ...(reasons.length === 0 || names.length === 0
      ? []
      : [
          {
            rule: 'not-believed',
            severity: 'WARN',
            message: `Of what a model made of ${file}, ${traces.length} ${traces.length === 1 ? 'part was' : 'parts were'} left out: ${reasons.slice(0, 3).join('; ')}.`,
            hint: 'fidelity.json names each part, with the reason.',
            sources,
          } as const,
        ]),
  ];
};

const refuseEmpty = ({ resources }: Collection, { notUsed }: RequestReport, title: string): void => {
  if (resources.length > 0) return;
  throw new PermanentError(
    'REQUEST_NOT_ANSWERED',
    `${title} holds nothing but a request in plain language, and nothing came of it: ${notUsed ?? 'the answer was empty'}.`,
    'Drop it again later, say more exactly which resources are wanted, or drop exports of resources.',
  );
};

/**
 * Lets a model read the requests of a drop, if there are any. Whatever it does, the rest of the drop is as it was; undefined if nothing
 * was asked for. Throws `REQUEST_NOT_ANSWERED` if there is no rest.
 */
export const withRequests = async (
  collection: Collection,
  { reader, registry, mode, title, typesOf }: RequestContext,
): Promise<WithRequests | undefined> => {
  const { requests = [], ...rest } = collection;
  if (requests.length === 0) return undefined;
  const { read, report } =
    mode === 'import' || !reader
      ? unread(
          requests,
          mode === 'import' ? 'an import takes what exists, and what is asked for does not yet' : noModel,
        )
      : await reader(requests, existingOf(rest, typesOf), registry);
  const resources = [...rest.resources, ...read.flatMap((one) => one.resources)];
  const byFile = new Map(read.map((one) => [one.request.file, one]));
  const result = { ...rest, resources, files: rest.files.map((file) => fileAfter(file, byFile.get(file.file))) };
  refuseEmpty(result, report, title);
  return {
    collection: result,
    report,
    traces: read.flatMap(({ traces }) => traces),
    findings: read.flatMap((one) => findingsOf(one, report.by ?? 'A model')),
  };
};

/** The fidelity report with what was not believed in its place and count. */
export const withTraces = (report: FidelityReport, traces: readonly Trace[]): FidelityReport => {
  const added = traces.filter((trace) => trace.outcome !== 'carried');
  const dropped = added.filter(({ outcome }) => outcome === 'dropped').length;
  return {
    ...report,
    counts: { ...report.counts, dropped: report.counts.dropped + dropped },
    entries: [...report.entries, ...added],
  };
};
