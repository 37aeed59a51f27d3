import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Composed } from '../assembly/compose.ts';
import { logicalIdClaims } from '../assembly/logical-id.ts';
import type { Placed } from '../assembly/placed.ts';
import { mapObject, type Reference, substituteReferences } from '../assembly/references.ts';
import { withoutUnused } from '../import/unused.ts';
import { keyOf } from './graph.ts';
import { sectionsFor } from './sections.ts';

/** One of several templates, before it is written down. */
export type Linked = {
  readonly resources: readonly Placed[];
  readonly sections: JsonObject;
  /** Places in the order of deployment of the stacks that must be there before. */
  readonly after: readonly number[];
};

/** Resources by stack, in the order of deployment, and by output the resource in whose stack it is. */
type Parts = { readonly parts: readonly (readonly Placed[])[]; readonly homes: ReadonlyMap<string, string> };

const asValue = ({ id, attribute }: Reference): JsonObject =>
  attribute === undefined ? { Ref: id } : { 'Fn::GetAtt': [id, attribute] };

const prefixOf = (sections: JsonObject, resources: readonly Placed[]): string => {
  const taken = [...resources.map(({ logicalId }) => logicalId), ...Object.keys(sections.Parameters ?? {})];
  return logicalIdClaims(taken).claim('ExportPrefix');
};

const exportName = (prefix: string, output: string): JsonObject => ({ 'Fn::Sub': `\${${prefix}}-${output}` });

/** In which part each resource lies, and who imports what from where. */
class Traffic {
  readonly after: Set<number>[];
  /** Parts that import something. */
  readonly importing = new Set<number>();
  /** By part: output -> what it exports. */
  readonly exported: Map<string, Reference>[];
  readonly #partOf: ReadonlyMap<string, number>;
  readonly #outputs = new Map<string, string>();
  readonly #claims: ReturnType<typeof logicalIdClaims>;
  readonly #prefix: string;

  constructor(parts: readonly (readonly Placed[])[], prefix: string, written: readonly string[]) {
    this.#partOf = new Map(parts.flatMap((part, at) => part.map(({ logicalId }): [string, number] => [logicalId, at])));
    this.after = parts.map(() => new Set());
    this.exported = parts.map(() => new Map());
    this.#claims = logicalIdClaims(written);
    this.#prefix = prefix;
  }

  partOf(id: string): number | undefined {
    return this.#partOf.get(id);
  }

  /** The import that stands for a reference out of `part`; undefined if it stays in it. */
  importedInto(part: number, reference: Reference): JsonObject | undefined {
    const from = this.#partOf.get(reference.id);
    if (from === undefined || from === part) return undefined;
    const key = keyOf(reference);
    const wanted = `${reference.id}${(reference.attribute ?? '').replace(/[^A-Za-z0-9]/g, '')}`;
    const output = this.#outputs.get(key) ?? this.#claims.claim(wanted);
    this.#outputs.set(key, output);
    this.exported[from]?.set(output, reference);
    this.after[part]?.add(from);
    this.importing.add(part);
    return { 'Fn::ImportValue': exportName(this.#prefix, output) };
  }

  /** What of `DependsOn` is in the same part; the others' stacks come first as a whole. */
  remaining(part: number, after: JsonValue | undefined): JsonValue | undefined {
    const list: readonly JsonValue[] = Array.isArray(after) ? after : [after ?? null];
    const own = list.filter((id) => {
      const at = typeof id === 'string' ? this.#partOf.get(id) : undefined;
      if (at === undefined || at === part) return id !== null;
      this.after[part]?.add(at);
      return false;
    });
    return own.length > 1 ? own : own[0];
  }
}

const inPart = (placed: Placed, at: number, traffic: Traffic): Placed => {
  const substitute = (value: JsonValue | undefined) =>
    substituteReferences(value, (reference) => traffic.importedInto(at, reference));
  const attributes = mapObject(placed.attributes, (value, name) =>
    name === 'DependsOn' ? traffic.remaining(at, value) : substitute(value),
  );
  return {
    ...placed,
    properties: mapObject(placed.properties, substitute),
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)),
  };
};

const exportsOf = (
  exported: ReadonlyMap<string, Reference>,
  prefix: string,
  resources: readonly Placed[],
): JsonObject => {
  const conditions = new Map(resources.map(({ logicalId, attributes }) => [logicalId, attributes.Condition]));
  return Object.fromEntries(
    [...exported].map(([output, reference]): [string, JsonObject] => {
      const condition = conditions.get(reference.id);
      const Export = { Name: exportName(prefix, output) };
      return [output, { ...(condition !== undefined && { Condition: condition }), Value: asValue(reference), Export }];
    }),
  );
};

const bodyOf = ({ mapped, properties, attributes }: Placed): JsonObject => ({
  Type: mapped.type,
  ...attributes,
  Properties: properties,
});

/**
 * Parts of a composition as templates of their own: what refers to another part imports it, and that one exports it. All names of exports
 * begin with the value of one parameter, so that the same stacks can be deployed twice.
 */
export const linked = (
  { sections, resources }: Composed,
  { parts, homes }: Parts,
  exportPrefix: string,
): readonly Linked[] => {
  const outputs = isObject(sections.Outputs) ? sections.Outputs : {};
  const prefix = prefixOf(sections, resources);
  const traffic = new Traffic(parts, prefix, Object.keys(outputs));
  const cut = parts.map((part, at) => part.map((placed) => inPart(placed, at, traffic)));
  const written = parts.map((): [string, JsonValue | undefined][] => []);
  for (const [name, output] of Object.entries(outputs)) {
    const at = traffic.partOf(homes.get(name) ?? '') ?? 0;
    const value = substituteReferences(output, (reference) => traffic.importedInto(at, reference));
    written[at]?.push([name, value]);
  }
  const globals = parts.map((_, at) => (reference: Reference) => traffic.importedInto(at, reference));
  const bodies = cut.map((part) => part.map(bodyOf));
  const used = bodies.map((each) => withoutUnused(sections, each));
  const asked = used.map(({ Parameters = {} }) => Object.keys(Parameters ?? {}).length);
  const roomiest = asked.indexOf(Math.min(...asked));
  const drafts = bodies.map((each, at) => ({
    bodies: each,
    isFirst: at === 0,
    isRoomiest: at === roomiest,
    substitute: globals[at] ?? (() => undefined),
    outputs: Object.fromEntries(written[at] ?? []),
  }));
  const described: JsonObject = {
    Type: 'String',
    Default: exportPrefix,
    Description: 'What the names of exports begin with: the same for all stacks that were made together',
  };
  // Globals may import as well, so what is exported is known only after all of them.
  const first = drafts.map((draft) => sectionsFor(sections, draft, used));
  return first.map((own, at): Linked => {
    const after = [...(traffic.after[at] ?? [])].sort((a, b) => a - b);
    const exported = exportsOf(traffic.exported[at] ?? new Map(), prefix, cut[at] ?? []);
    const isLinked = traffic.importing.has(at) || Object.keys(exported).length > 0;
    const Outputs = { ...drafts[at]?.outputs, ...exported };
    const needed = withoutUnused(sections, [...(bodies[at] ?? []), Outputs]);
    return {
      resources: cut[at] ?? [],
      after,
      sections: {
        ...own,
        Parameters: {
          ...(isLinked && { [prefix]: described }),
          ...(isObject(own.Parameters) && own.Parameters),
        },
        Conditions: {
          ...(isObject(own.Conditions) && own.Conditions),
          ...(isObject(needed.Conditions) && needed.Conditions),
        },
        Outputs,
      },
    };
  });
};
