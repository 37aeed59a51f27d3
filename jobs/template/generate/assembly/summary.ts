import type { TemplateSummary } from '#schemas/template-summary.ts';
import type { Assembled } from './assemble.ts';
import { compare } from './canonical.ts';

/** How many of the lost properties a summary names. */
const named = 20;

type Known = Pick<TemplateSummary, 'resources' | 'types' | 'parameters' | 'fidelity' | 'lost'>;

/** The part of a template job's summary that the generator knows. */
export const summaryOf = ({ template, fidelity }: Pick<Assembled, 'template' | 'fidelity'>): Known => {
  const types = new Map<string, number>();
  for (const { Type } of Object.values(template.Resources)) types.set(Type, (types.get(Type) ?? 0) + 1);
  const wanted = Object.entries(template.Parameters ?? {}).filter(([, { Default }]) => Default === undefined);
  const lost = fidelity.entries.flatMap((entry) =>
    entry.outcome === 'lost' ? [{ file: entry.source.file, pointer: entry.source.pointer, reason: entry.reason }] : [],
  );
  return {
    resources: Object.keys(template.Resources).length,
    types: Object.fromEntries([...types].sort(([a], [b]) => compare(a, b))),
    parameters: wanted.map(([name]) => name),
    fidelity: fidelity.counts,
    lost: lost.slice(0, named),
  };
};
