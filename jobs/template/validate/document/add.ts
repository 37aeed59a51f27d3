import { isMap, isScalar } from 'yaml';
import type { JsonValue } from '#schemas/json.ts';
import type { TemplateDocument } from './document.ts';
import { columnOf } from './extent.ts';
import type { Place } from './place.ts';
import { renderAfter, renderFlow, renderLike } from './render.ts';
import type { Splice } from './splice.ts';

/** A new entry before the first of a mapping, laid out as that one is. */
export const addEntry = (doc: TemplateDocument, parent: Place, token: string, value: JsonValue): Splice | undefined => {
  const { node } = parent;
  if (!isMap(node) || node.items.length === 0) return undefined;
  const first = node.items[0]?.key;
  const start = isScalar(first) ? first.range?.[0] : undefined;
  if (start === undefined || !node.range) return undefined;
  const key = renderFlow(token, doc.isJson);
  if (node.flow) {
    const gap = doc.text.slice(node.range[0] + 1, start);
    const text = `${key}:${renderAfter(value, { isJson: doc.isJson, inFlow: true }, 0)},${gap === '' ? ' ' : gap}`;
    return gap.trim() === '' ? { start, end: start, text } : undefined;
  }
  const indent = columnOf(doc.text, start);
  return {
    start,
    end: start,
    text: `${key}:${renderAfter(value, { isJson: false, inFlow: false }, indent)}\n${' '.repeat(indent)}`,
  };
};

/** Another name for an entry, its value untouched. */
export const renameEntry = (doc: TemplateDocument, place: Place, name: string): Splice | undefined => {
  const key = place.in && 'key' in place.in ? place.in.key : undefined;
  if (!key?.range) return undefined;
  const [start, end] = key.range;
  return { start, end, text: renderLike(name, doc.text.slice(start, end)) };
};
