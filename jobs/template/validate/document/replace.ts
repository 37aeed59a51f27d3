import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { JsonValue } from '#schemas/json.ts';
import type { TemplateDocument } from './document.ts';
import { columnOf, extentOf, nextLine } from './extent.ts';
import { isFlow, isInFlow } from './flow.ts';
import type { Place } from './place.ts';
import { renderAfter, renderFlow, renderLike } from './render.ts';
import type { Splice } from './splice.ts';

type Edit = Splice | undefined;

/** Plain text that would end, or mean something else, inside brackets. */
const breaksInFlow = (place: Place, source: string): boolean =>
  isScalar(place.node) && place.node.type === 'PLAIN' && /[,[\]{}]/.test(source);

/** `value` becomes `[value]`, its own text untouched. */
const wrapped = (doc: TemplateDocument, place: Place): Edit => {
  const extent = extentOf(place, doc.text);
  if (!extent) return undefined;
  const source = doc.text.slice(extent.start, extent.end);
  const isBlock = (isMap(place.node) || isSeq(place.node)) && !place.node.flow;
  if (isBlock && (place.argument || !place.node.tag)) {
    return { ...extent, text: `- ${source.replaceAll(/\n(?=[^\n])/g, '\n  ')}` };
  }
  const oneLine = !source.includes('\n') || isFlow(place.node);
  return oneLine && !breaksInFlow(place, source) ? { ...extent, text: `[${source}]` } : undefined;
};

/** `[value]` becomes `value`, its own text untouched. */
const unwrapped = (doc: TemplateDocument, place: Place): Edit => {
  const { node } = place;
  const extent = extentOf(place, doc.text);
  if (!isSeq(node) || !extent || isMap(node.items[0]) || isSeq(node.items[0])) return undefined;
  const inner = extentOf({ node: node.items[0] as Node | null }, doc.text);
  const source = inner && doc.text.slice(inner.start, inner.end);
  // One value cannot have two tags.
  if (!source || source.includes('\n') || (place.argument && source.startsWith('!'))) return undefined;
  if (node.flow) return { ...extent, text: source };
  const key = place.in && 'key' in place.in ? place.in.key : undefined;
  const colon = key?.range ? doc.text.indexOf(':', key.range[1]) : -1;
  return colon === -1 ? undefined : { start: colon + 1, end: extent.end, text: ` ${source}` };
};

/** The value written anew; of what stood there only its place is kept, and a string's quotes. */
export const rewritten = (doc: TemplateDocument, place: Place, value: JsonValue): Edit => {
  const extent = extentOf(place, doc.text);
  if (!extent) return undefined;
  const source = doc.text.slice(extent.start, extent.end);
  if (typeof value === 'string' && isScalar(place.node) && !place.node.tag) {
    return { ...extent, text: doc.isJson ? JSON.stringify(value) : renderLike(value, source) };
  }
  const inMap = place.in && 'key' in place.in ? place.in : undefined;
  if (isInFlow(place.parent) || place.argument || !inMap?.key.range)
    return { ...extent, text: renderFlow(value, doc.isJson, place.argument) };
  const colon = doc.text.indexOf(':', inMap.key.range[1]);
  const indent = columnOf(doc.text, inMap.key.range[0]);
  // A comment after the value stays after it, which it can do on one line only.
  const inFlow = doc.text.slice(extent.end, nextLine(doc.text, extent.end)).trim() !== '';
  const text = renderAfter(value, { isJson: doc.isJson, inFlow }, indent);
  return { start: colon + 1, end: extent.end, text };
};

const dotted = (doc: TemplateDocument, place: Place, value: JsonValue): Edit => {
  const extent = extentOf(place, doc.text);
  if (!extent || !Array.isArray(value) || !value.every((one) => typeof one === 'string')) return undefined;
  return { ...extent, text: renderLike(value.join('.'), doc.text.slice(extent.start, extent.end)) };
};

/** `value` instead of `old`, with as little of the text changed as may be. */
export const replaceValue = (
  doc: TemplateDocument,
  place: Place,
  value: JsonValue,
  old: JsonValue | undefined,
): Edit => {
  // `!GetAtt Queue.Arn` writes two values as one.
  if (place.argument && isScalar(place.node) && Array.isArray(old)) return dotted(doc, place, value);
  if (Array.isArray(value) && value.length === 1 && isDeepStrictEqual(value[0], old)) {
    return wrapped(doc, place) ?? rewritten(doc, place, value);
  }
  if (Array.isArray(old) && old.length === 1 && isDeepStrictEqual(old[0], value)) {
    return unwrapped(doc, place) ?? rewritten(doc, place, value);
  }
  return rewritten(doc, place, value);
};
