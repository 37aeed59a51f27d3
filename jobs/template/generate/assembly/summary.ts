import type { TemplateSummary } from '#schemas/template-summary.ts';
import type { Template } from '#shared/cloudformation/template.ts';
import type { Made } from '../stacks/make-stacks.ts';
import { compare } from './canonical.ts';

/** How many of the lost properties a summary names. */
const named = 20;

/** Parameters of several templates that a summary names at the most. */
const mostParameters = 200;

type Known = Pick<TemplateSummary, 'resources' | 'types' | 'parameters' | 'fidelity' | 'lost'>;

/** Parameters that want a value. */
export const wantedBy = ({ Parameters = {} }: Template): string[] =>
  Object.entries(Parameters)
    .filter(([, { Default }]) => Default === undefined)
    .map(([name]) => name);

/** The part of a template job's summary that the generator knows. */
export const summaryOf = ({ stacks, fidelity }: Pick<Made, 'stacks' | 'fidelity'>): Known => {
  const types = new Map<string, number>();
  const all = stacks.flatMap(({ template }) => Object.values(template.Resources));
  for (const { Type } of all) types.set(Type, (types.get(Type) ?? 0) + 1);
  const wanted = [...new Set(stacks.flatMap(({ template }) => wantedBy(template)))];
  const lost = fidelity.entries.flatMap((entry) =>
    entry.outcome === 'lost' ? [{ file: entry.source.file, pointer: entry.source.pointer, reason: entry.reason }] : [],
  );
  return {
    resources: all.length,
    types: Object.fromEntries([...types].sort(([a], [b]) => compare(a, b))),
    parameters: stacks.length > 1 ? wanted.slice(0, mostParameters) : wanted,
    fidelity: fidelity.counts,
    lost: lost.slice(0, named),
  };
};
