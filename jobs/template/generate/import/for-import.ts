import type { Finding } from '#schemas/findings.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { Placed } from '../assembly/placed.ts';
import { retain, withoutOutputs } from './retain.ts';
import { withoutUnused } from './unused.ts';

/** Sections and wired resources as an import change set takes them: retained, without outputs, asking for nothing that is not needed. */
export const forImport = (
  sections: JsonObject,
  resources: readonly Placed[],
): { readonly sections: JsonObject; readonly resources: readonly Placed[]; readonly findings: readonly Finding[] } => {
  const retained = retain(resources);
  const { sections: silent, findings } = withoutOutputs(sections);
  const bodies = retained.map(({ properties, attributes }): JsonObject => ({ ...attributes, Properties: properties }));
  return { sections: withoutUnused(silent, bodies), resources: retained, findings };
};
