import { isObject, type JsonObject } from '#schemas/json.ts';
import type { Analysis } from '../analyse.ts';
import { type Diagnostic, isError } from '../diagnostic.ts';
import { pointerTo, tokensOf } from '../document/pointer.ts';

export type Placed = Diagnostic & { readonly pointer: string };

/** A resource that a model may be asked about: one that errors are left in. */
export type Target = {
  readonly logicalId: string;
  readonly resource: JsonObject;
  readonly type: string;
  /** JSON pointer of the resource. */
  readonly pointer: string;
  readonly diagnostics: readonly Placed[];
};

const placed = (one: Diagnostic): Placed[] => {
  const { pointer, finding } = one;
  if (!isError(finding) || pointer === undefined) return [];
  const tokens = tokensOf(pointer);
  return tokens[0] === 'Resources' && tokens.length > 1 ? [{ ...one, pointer }] : [];
};

/** The resources with FATAL and ERROR findings, in the order of the findings. What lies elsewhere in a template is left to a person. */
export const targetsOf = ({ document, diagnostics }: Analysis): Target[] => {
  const resources = document?.json.Resources;
  if (!isObject(resources)) return [];
  const byId = Map.groupBy(diagnostics.flatMap(placed), ({ pointer }) => tokensOf(pointer)[1] ?? '');
  return [...byId].flatMap(([logicalId, open]) => {
    const resource = Object.hasOwn(resources, logicalId) ? resources[logicalId] : undefined;
    if (!isObject(resource) || typeof resource.Type !== 'string') return [];
    return [
      { logicalId, resource, type: resource.Type, pointer: pointerTo(['Resources', logicalId]), diagnostics: open },
    ];
  });
};
