import { isDeepStrictEqual } from 'node:util';
import { type JsonPatchOperation, jsonPatchOperation } from '#schemas/findings.ts';
import { addEntry, renameEntry } from './add.ts';
import type { TemplateDocument } from './document.ts';
import { valueAt } from './json-patch.ts';
import { placeOf } from './place.ts';
import { pointerTo, tokensOf } from './pointer.ts';
import { removeEntry } from './remove.ts';
import { replaceValue } from './replace.ts';
import { collide, type Splice } from './splice.ts';

const editFor = (
  doc: TemplateDocument,
  operation: JsonPatchOperation,
  removed: ReadonlySet<string>,
): Splice | undefined => {
  const tokens = tokensOf(operation.path);
  const last = tokens.at(-1);
  const parent = tokens.slice(0, -1);
  if (last === undefined) return undefined;
  if (operation.op === 'add') {
    const place = placeOf(doc.root, parent);
    return place && addEntry(doc, place, pointerTo(parent), last, operation.value);
  }
  const place = placeOf(doc.root, operation.op === 'move' ? tokensOf(operation.from) : tokens);
  if (!place) return undefined;
  // The tag of a short-form function is not an entry that could go or be renamed.
  if (place.argument && operation.op !== 'replace') return undefined;
  if (operation.op === 'move') {
    return isDeepStrictEqual(tokensOf(operation.from).slice(0, -1), parent) ? renameEntry(doc, place, last) : undefined;
  }
  if (operation.op === 'remove') return removeEntry(doc, place, (at) => !removed.has(pointerTo([...parent, at])));
  return replaceValue(doc, place, operation.value, valueAt(doc.json, operation.path));
};

/** A move to another parent is written as what it is in a text: taken out there, put in here. */
const spelled = (operation: JsonPatchOperation, { json }: TemplateDocument): readonly JsonPatchOperation[] => {
  if (operation.op !== 'move' || parentOf(operation.from) === parentOf(operation.path)) return [operation];
  const value = jsonPatchOperation.safeParse({ op: 'add', path: operation.path, value: valueAt(json, operation.from) });
  return value.success ? [{ op: 'remove', path: operation.from }, value.data] : [operation];
};

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

const disjoint = (edits: readonly Splice[]): boolean =>
  edits.every((edit, at) => !edits.slice(at + 1).some((other) => collide(edit, other)));

/**
 * A JSON Patch against the template as changes of its text: comments, order, quotes and every other line stay as they
 * are. Undefined if an operation cannot be written that way (an `add` can only add to a mapping that has entries); the caller then leaves the template alone.
 */
export const editsFor = (doc: TemplateDocument, patch: readonly JsonPatchOperation[]): Splice[] | undefined => {
  const removed = new Set(patch.filter(({ op }) => op === 'remove').map(({ path }) => path));
  const edits = patch
    .flatMap((operation) => spelled(operation, doc))
    .map((operation) => editFor(doc, operation, removed));
  return edits.every((edit) => edit !== undefined) && disjoint(edits) ? edits : undefined;
};
