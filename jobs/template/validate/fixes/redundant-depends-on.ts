import type { JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { remove } from './operation.ts';

const named = (message: string): string | undefined => /^'([^']+)' dependency already enforced/.exec(message)?.[1];

export const redundantDependsOn: Fixer = {
  name: 'redundant-depends-on',
  mends: 'A DependsOn that a reference implies already. All of a resource go at once, so that no empty list is left',
  rules: ['W3005'],
  fix({ pointer: path }, { template, at }) {
    const redundant = new Set(
      at(path).flatMap(({ finding }) => (finding.rule === 'W3005' ? [named(finding.message)] : [])),
    );
    const value = valueAt(template, path);
    const all: readonly JsonValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    if (!all.every((one) => typeof one === 'string')) return undefined;
    const gone = [...all.entries()].filter(([, one]) => redundant.has(one));
    if (gone.length === 0) return undefined;
    const description = `DependsOn ${gone.map(([, one]) => one).join(', ')} removed: a reference implies it`;
    if (gone.length === all.length) return { patch: [{ op: 'remove', path }], description };
    // From the last to the first, so that no index moves before it is used.
    return {
      patch: gone.toReversed().map(([index]) => remove(`${path}/${index}`)),
      description,
    };
  },
};
