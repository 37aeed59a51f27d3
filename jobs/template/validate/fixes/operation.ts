import { type JsonPatchOperation, jsonPatchOperation } from '#schemas/findings.ts';
import type { JsonValue } from '#schemas/json.ts';

/** JSON Patch operations of values that came out of a template: read-only there, plain JSON here. */
export const add = (path: string, value: JsonValue): JsonPatchOperation =>
  jsonPatchOperation.parse({ op: 'add', path, value });

export const replace = (path: string, value: JsonValue): JsonPatchOperation =>
  jsonPatchOperation.parse({ op: 'replace', path, value });

export const remove = (path: string): JsonPatchOperation => ({ op: 'remove', path });

export const move = (from: string, path: string): JsonPatchOperation => ({ op: 'move', from, path });
