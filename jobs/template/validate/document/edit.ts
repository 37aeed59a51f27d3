import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { JsonPatchOperation } from '#schemas/findings.ts';
import type { JsonValue } from '#schemas/json.ts';
import type { TemplateDocument } from './document.ts';
import { columnOf, extentOf, lineStart, nextLine } from './extent.ts';
import { valueAt } from './json-patch.ts';
import { type InMap, type InSeq, type Place, placeOf } from './place.ts';
import { tokensOf } from './pointer.ts';
import { renderAfter, renderFlow, renderLike } from './render.ts';
import type { Splice } from './splice.ts';

type Edit = Splice | undefined;

const isFlow = (node: Node | null | undefined): boolean => (isMap(node) || isSeq(node)) && node.flow === true;

const isInFlow = (place: Place | undefined): boolean =>
  place !== undefined && (isFlow(place.node) || isInFlow(place.parent));

/** Plain text that would end, or mean something else, inside brackets. */
const breaksInFlow = (place: Place, source: string): boolean =>
  isScalar(place.node) && place.node.type === 'PLAIN' && /[,[\]{}]/.test(source);

/** `value` becomes `[value]`, its own text untouched. */
const wrapped = (doc: TemplateDocument, place: Place): Edit => {
  const extent = extentOf(place, doc.text);
  if (!extent) return undefined;
  const source = doc.text.slice(extent.start, extent.end);
  if (isMap(place.node) && !place.node.flow && !place.node.tag) {
    return { ...extent, text: `- ${source.replaceAll(/\n(?=[^\n])/g, '\n  ')}` };
  }
  const oneLine = !source.includes('\n') || isFlow(place.node);
  return oneLine && !breaksInFlow(place, source) ? { ...extent, text: `[${source}]` } : undefined;
};

/** `[value]` becomes `value`, its own text untouched. */
const unwrapped = (doc: TemplateDocument, place: Place): Edit => {
  const { node } = place;
  const extent = extentOf(place, doc.text);
  if (!isSeq(node) || !extent) return undefined;
  const inner = extentOf({ node: node.items[0] as Node | null }, doc.text);
  const source = inner && doc.text.slice(inner.start, inner.end);
  if (!source || source.includes('\n')) return undefined;
  if (node.flow) return { ...extent, text: source };
  const key = place.in && 'key' in place.in ? place.in.key : undefined;
  const colon = key?.range ? doc.text.indexOf(':', key.range[1]) : -1;
  return colon === -1 ? undefined : { start: colon + 1, end: extent.end, text: ` ${source}` };
};

const rewritten = (doc: TemplateDocument, place: Place, value: JsonValue): Edit => {
  const extent = extentOf(place, doc.text);
  if (!extent) return undefined;
  const source = doc.text.slice(extent.start, extent.end);
  if (typeof value === 'string' && isScalar(place.node) && !place.node.tag) {
    return { ...extent, text: doc.isJson ? JSON.stringify(value) : renderLike(value, source) };
  }
  const inMap = place.in && 'key' in place.in ? place.in : undefined;
  if (isInFlow(place.parent) || !inMap?.key.range) return { ...extent, text: renderFlow(value, doc.isJson) };
  const colon = doc.text.indexOf(':', inMap.key.range[1]);
  const indent = columnOf(doc.text, inMap.key.range[0]);
  const text = renderAfter(value, { isJson: doc.isJson, inFlow: false }, indent);
  return { start: colon + 1, end: extent.end, text };
};

const replace = (doc: TemplateDocument, place: Place, value: JsonValue, old: JsonValue | undefined): Edit => {
  if (Array.isArray(value) && value.length === 1 && isDeepStrictEqual(value[0], old)) {
    return wrapped(doc, place) ?? rewritten(doc, place, value);
  }
  if (Array.isArray(old) && old.length === 1 && isDeepStrictEqual(old[0], value)) {
    return unwrapped(doc, place) ?? rewritten(doc, place, value);
  }
  return rewritten(doc, place, value);
};

/** Where an entry begins and its value ends. */
const entryExtent = (doc: TemplateDocument, place: Place): { start: number; end: number } | undefined => {
  const value = extentOf(place, doc.text);
  const key = place.in && 'key' in place.in ? place.in.key : undefined;
  if (!key) return value;
  const start = key.range?.[0];
  return start === undefined ? undefined : { start, end: value?.end ?? doc.text.indexOf(':', start) + 1 };
};

const siblings = (place: Place): { count: number; index: number; at(index: number): Place } | undefined => {
  const { in: within, parent } = place;
  if (!within || !parent) return undefined;
  const { index } = within;
  if ('seq' in within) {
    const { seq } = within;
    return {
      count: seq.items.length,
      index,
      at: (i) => ({ node: seq.items[i] as Node | null, in: { seq, index: i } as InSeq }),
    };
  }
  const { map } = within;
  const at = (i: number): Place => {
    const pair = map.items[i];
    return pair && isScalar(pair.key)
      ? { node: pair.value as Node | null, in: { map, pair, key: pair.key, index: i } as InMap }
      : { node: null };
  };
  return { count: map.items.length, index, at };
};

/** The lines of a block entry; its own line's comment goes with it, comments on lines around it stay. */
const blockRemoval = (doc: TemplateDocument, extent: { start: number; end: number }, isItem: boolean): Edit => {
  const { text } = doc;
  const from = lineStart(text, extent.start);
  const before = text.slice(from, extent.start);
  if (isItem ? /^\s*-\s+$/.test(before) : /^\s*$/.test(before)) {
    return { start: from, end: nextLine(text, extent.end), text: '' };
  }
  return undefined;
};

const remove = (doc: TemplateDocument, place: Place): Edit => {
  const around = siblings(place);
  const extent = entryExtent(doc, place);
  if (!around || !extent || !place.parent) return undefined;
  const isItem = 'seq' in (place.in ?? {});
  if (around.count === 1) return rewritten(doc, place.parent, isItem ? [] : {});
  if (!isInFlow(place.parent)) {
    const lines = blockRemoval(doc, extent, isItem);
    if (lines || isItem || around.index > 0) return lines;
  }
  const next = around.index + 1 < around.count ? entryExtent(doc, around.at(around.index + 1)) : undefined;
  if (next) {
    return doc.text.slice(extent.end, next.start).includes('#')
      ? undefined
      : { start: extent.start, end: next.start, text: '' };
  }
  const previous = entryExtent(doc, around.at(around.index - 1));
  return previous && { start: previous.end, end: extent.end, text: '' };
};

const add = (doc: TemplateDocument, parent: Place, token: string, value: JsonValue): Edit => {
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

const rename = (doc: TemplateDocument, place: Place, name: string): Edit => {
  const key = place.in && 'key' in place.in ? place.in.key : undefined;
  if (!key?.range) return undefined;
  const [start, end] = key.range;
  return { start, end, text: renderLike(name, doc.text.slice(start, end)) };
};

const editFor = (doc: TemplateDocument, operation: JsonPatchOperation): Edit => {
  const tokens = tokensOf(operation.path);
  const last = tokens.at(-1);
  if (last === undefined) return undefined;
  if (operation.op === 'add') {
    const parent = placeOf(doc.root, tokens.slice(0, -1));
    return parent && add(doc, parent, last, operation.value);
  }
  if (operation.op === 'move') {
    const from = tokensOf(operation.from);
    const place = placeOf(doc.root, from);
    const sameParent = isDeepStrictEqual(from.slice(0, -1), tokens.slice(0, -1));
    return place && sameParent ? rename(doc, place, last) : undefined;
  }
  const place = placeOf(doc.root, tokens);
  if (!place) return undefined;
  if (operation.op === 'remove') return remove(doc, place);
  return replace(doc, place, operation.value, valueAt(doc.json, operation.path));
};

/**
 * A JSON Patch against the template as changes of its text: comments, order, quotes and every other line stay as they
 * are. Undefined if an operation cannot be written that way; the caller then leaves the template alone.
 */
export const editsFor = (doc: TemplateDocument, patch: readonly JsonPatchOperation[]): Splice[] | undefined => {
  const edits = patch.map((operation) => editFor(doc, operation));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
};
