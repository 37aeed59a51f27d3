import { jsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { intrinsicOf } from './intrinsic.ts';
import { resourceAt } from './schema.ts';

const asList = (tags: JsonValue | undefined): { Key: string; Value: JsonValue }[] | undefined => {
  if (!isObject(tags) || intrinsicOf(tags) || Object.hasOwn(tags, 'Key')) return undefined;
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value: Value ?? '' }));
};

export const tagsShape: Fixer = {
  name: 'tags-shape',
  mends: 'Tags written as `{ Name: value }` on a type that takes a list of Key and Value',
  rules: ['F3012'],
  fix({ pointer, expected }, { template, registry }) {
    const tokens = tokensOf(pointer);
    const known = resourceAt(template, registry, tokens);
    if (expected !== 'array' || tokens.length !== 4 || known?.tags?.variant !== 'standard') return undefined;
    const list = tokens[3] === known.tags.property ? asList(valueAt(template, pointer)) : undefined;
    return (
      list && {
        patch: [jsonPatchOperation.parse({ op: 'replace', path: pointer, value: list })],
        description: `${tokens[3]} written as a list of Key and Value`,
      }
    );
  },
};
