import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import { isObject, type JsonObject } from '#schemas/json.ts';
import { limits } from '../limits.ts';
import { jsonOf } from './json.ts';

/** A template as text, as the tree of that text, and as JSON: what is looked up in one is changed in another. */
export type TemplateDocument = {
  readonly text: string;
  readonly root: YAMLMap;
  /** Long-form intrinsic functions only. */
  readonly json: JsonObject;
  readonly isJson: boolean;
};

/** What stands in the way of reading a text as a template. */
export type Unreadable = {
  readonly unreadable: 'yaml-error' | 'yaml-alias' | 'alias-bomb' | 'nesting' | 'not-a-mapping';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
};

const childrenOf = (node: unknown): unknown[] => {
  if (isMap(node)) return node.items.flatMap(({ key, value }) => [key, value]);
  return isSeq(node) ? node.items : [];
};

/** How many nodes there are once each alias is replaced by what it stands for, without doing so. */
const expandedSize = (root: unknown): { nodes: number; aliases: number } => {
  const anchored = new Map<string, number>();
  let aliases = 0;
  const sizeOf = (node: unknown): number => {
    if (isAlias(node)) {
      aliases += 1;
      return anchored.get(node.source) ?? 1;
    }
    const size = childrenOf(node).reduce<number>((sum, child) => sum + sizeOf(child), 1);
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor) anchored.set(anchor, size);
    return size;
  };
  return { nodes: sizeOf(root), aliases };
};

const readTree = (text: string): TemplateDocument | Unreadable => {
  const tree = parseDocument(text, { strict: false, logLevel: 'silent', prettyErrors: true });
  const [error] = tree.errors;
  if (error) {
    const start = error.linePos?.[0];
    const nesting = /call stack/i.test(error.message);
    const message = nesting ? 'It is nested too deeply to be read' : (error.message.split('\n')[0] ?? 'Invalid YAML');
    return {
      unreadable: nesting ? 'nesting' : 'yaml-error',
      message,
      ...(start && { line: start.line, column: start.col }),
    };
  }
  const root: Node | null = tree.contents;
  const { nodes, aliases } = expandedSize(root);
  if (nodes > limits.expandedNodes) {
    return { unreadable: 'alias-bomb', message: `Its YAML aliases stand for more than ${limits.expandedNodes} values` };
  }
  if (!isMap(root)) return { unreadable: 'not-a-mapping', message: 'A template is a mapping with a Resources section' };
  if (aliases > 0) return { unreadable: 'yaml-alias', message: 'It uses YAML aliases' };
  const json = jsonOf(root);
  if (!isObject(json)) return { unreadable: 'not-a-mapping', message: 'A template is a mapping, not a function' };
  return { text, root, json, isJson: text.trimStart().startsWith('{') };
};

/** Reads a template, YAML or JSON, positions kept. Never expands an alias and never throws for what the text holds. */
export const readDocument = (text: string): TemplateDocument | Unreadable => {
  try {
    return readTree(text);
  } catch (error) {
    if (error instanceof RangeError) return { unreadable: 'nesting', message: 'It is nested too deeply to be read' };
    throw error;
  }
};
