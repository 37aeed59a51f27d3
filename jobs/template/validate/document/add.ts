import { isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import type { JsonValue } from '#schemas/json.ts';
import type { TemplateDocument } from './document.ts';
import { columnOf, extentOf, lineStart, nextLine } from './extent.ts';
import { keyOf } from './json.ts';
import type { Place } from './place.ts';
import { renderAfter, renderFlow, renderLike } from './render.ts';
import type { Splice } from './splice.ts';

const keyStart = (map: YAMLMap, at: number): number | undefined => {
  const key = map.items[at]?.key;
  return isScalar(key) ? key.range?.[0] : undefined;
};

/** A new entry before one of a mapping, laid out as that one is. */
const addBefore = (
  doc: TemplateDocument,
  parent: Place,
  token: string,
  value: JsonValue,
  at: number,
): Splice | undefined => {
  const { node } = parent;
  if (!isMap(node)) return undefined;
  const start = keyStart(node, at);
  if (start === undefined || !node.range) return undefined;
  const key = renderFlow(token, doc.isJson);
  if (node.flow) {
    const before = at === 0 ? node.range[0] + 1 : doc.text.lastIndexOf(',', start) + 1;
    const gap = doc.text.slice(before, start);
    const text = `${key}:${renderAfter(value, { isJson: doc.isJson, inFlow: true }, 0)},${gap === '' ? ' ' : gap}`;
    return gap.trim() === '' ? { start, end: start, inserts: true, text } : undefined;
  }
  const indent = columnOf(doc.text, start);
  return {
    start,
    end: start,
    inserts: true,
    text: `${key}:${renderAfter(value, { isJson: false, inFlow: false }, indent)}\n${' '.repeat(indent)}`,
  };
};

/** A new entry after the last of a mapping, laid out as that one is. */
const addAfterLast = (doc: TemplateDocument, parent: Place, token: string, value: JsonValue): Splice | undefined => {
  const { node } = parent;
  if (!isMap(node)) return undefined;
  const start = keyStart(node, node.items.length - 1);
  const last = extentOf({ node: (node.items.at(-1)?.value ?? null) as Node | null }, doc.text);
  if (start === undefined || !last) return undefined;
  const key = renderFlow(token, doc.isJson);
  if (node.flow) {
    const gap = doc.text.slice(lineStart(doc.text, start), start);
    const text = renderAfter(value, { isJson: doc.isJson, inFlow: true }, 0);
    return {
      start: last.end,
      end: last.end,
      inserts: true,
      text: `,${gap.trim() === '' ? `\n${gap}` : ' '}${key}:${text}`,
    };
  }
  const indent = columnOf(doc.text, start);
  const after = nextLine(doc.text, last.end);
  const text = `${' '.repeat(indent)}${key}:${renderAfter(value, { isJson: false, inFlow: false }, indent)}\n`;
  return { start: after, end: after, inserts: true, text: doc.text[after - 1] === '\n' ? text : `\n${text}` };
};

/** Sections whose entries people read in order: what is new comes last. */
const appended = new Set(['/Parameters', '/Conditions', '/Resources']);

/** A new entry of a mapping that has some: a section before `Resources`, a parameter or resource as the last, anything else as the first. */
export const addEntry = (
  doc: TemplateDocument,
  parent: Place,
  parentPointer: string,
  token: string,
  value: JsonValue,
): Splice | undefined => {
  const { node } = parent;
  if (!isMap(node) || node.items.length === 0) return undefined;
  if (appended.has(parentPointer)) return addAfterLast(doc, parent, token, value);
  const resources = node.items.findIndex(({ key }) => keyOf(key) === 'Resources');
  return addBefore(doc, parent, token, value, parentPointer === '' ? Math.max(resources, 0) : 0);
};

/** Another name for an entry, its value untouched. */
export const renameEntry = (doc: TemplateDocument, place: Place, name: string): Splice | undefined => {
  const key = place.in && 'key' in place.in ? place.in.key : undefined;
  if (!key?.range) return undefined;
  const [start, end] = key.range;
  return { start, end, text: renderLike(name, doc.text.slice(start, end)) };
};
