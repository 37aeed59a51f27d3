import type { Finding } from '#schemas/findings.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { compare } from '../assembly/canonical.ts';
import type { Composed } from '../assembly/compose.ts';
import type { Placed } from '../assembly/placed.ts';
import { isDistinctive } from '../wiring/distinctive.ts';
import { type Identity, type IdentityIndex, indexIdentities } from '../wiring/identity.ts';
import { isProse } from '../wiring/place.ts';
import { scan } from '../wiring/scan.ts';
import { mapStrings } from '../wiring/walk.ts';
import { byValueFinding } from './findings.ts';

/** A stack's name and what is in it. */
export type Titled = { readonly name: string; readonly composed: Composed };

const separator = '\u0000';

/** What the resources of all the places are known by, each called by its stack and logical id. */
const everywhere = (stacks: readonly Titled[], registry: Registry): ((name: string) => IdentityIndex) => {
  const indexes = stacks.map(({ name, composed }) => {
    const called = composed.resources.map((placed) => ({
      ...placed,
      logicalId: `${name}${separator}${placed.logicalId}`,
    }));
    return { name, index: indexIdentities(called, registry, composed.home) };
  });
  return (own) => ({
    // What the place itself has by the name is meant, and a name that is not distinctive means nothing elsewhere.
    find: (literal): readonly Identity[] => {
      const found = indexes.map(({ name, index }) => ({ name, identities: index.find(literal) }));
      if (!isDistinctive(literal) || found.some(({ name, identities }) => name === own && identities.length > 0))
        return [];
      return found.flatMap(({ identities }) => identities);
    },
  });
};

const strangersIn = (placed: Placed, index: IdentityIndex): string[] => {
  const found = new Set<string>();
  mapStrings(placed.mapped.properties, (value, path, called) => {
    if (value.length < 2 || isProse(path)) return value;
    const place = { owner: placed.logicalId, path, called, expected: new Set<string>(), required: false };
    for (const segment of scan(value, place, { index, home: {}, foreign: () => {} })) {
      if (segment.kind === 'reference') found.add(segment.to);
    }
    return value;
  });
  return [...found];
};

/** Tells who names what another account or Region has, which is kept as a value. */
export const acrossFindings = (
  stacks: readonly Titled[],
  registry: Registry,
  mode: TemplateOptions['mode'],
): Finding[] => {
  if (stacks.length < 2) return [];
  const indexFor = everywhere(stacks, registry);
  return stacks.flatMap(({ name, composed }) => {
    const index = indexFor(name);
    const pairs = composed.resources.flatMap((placed) =>
      strangersIn(placed, index).map((to) => {
        const [stack = '', id = ''] = to.split(separator);
        return { stack, pair: `${placed.logicalId} -> ${id}` };
      }),
    );
    return [...Map.groupBy(pairs, ({ stack }) => stack)]
      .sort(([a], [b]) => compare(a, b))
      .map(([stack, each]) => byValueFinding(name, stack, each.map(({ pair }) => pair).sort(compare), mode));
  });
};
