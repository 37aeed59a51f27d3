import type { CodeSymbol, Language, Span } from '#schemas/spec/facts.ts';
import { linesOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Scopes } from './scopes.ts';
import { rootName, rootOf } from './syntax-tree.ts';

/** One file while it is read: its tree by types, its names, its symbols. */
export type SourceUnit = {
  readonly path: string;
  readonly language: Language;
  readonly isTest: boolean;
  readonly root: Syntax;
  readonly scopes: Scopes;
  readonly symbols: CodeSymbol[];
  /** Ids of symbols by the nodes that declare them. */
  readonly ids: Map<Syntax, string>;
  /** An id for a symbol of this file. */
  newId(qualifiedName: string): string;
  /** Every node of one of these types, in the order of the text. */
  all(...types: readonly string[]): readonly Syntax[];
};

export const unitSpan = (unit: SourceUnit, node: Syntax): Span => linesOf(unit.path, node);

/** Nodes by type, of one walk. */
export const nodesByType = (root: Syntax): ((...types: readonly string[]) => readonly Syntax[]) => {
  const byType = new Map<string, Syntax[]>();
  for (const node of root.within()) {
    if (!node.isNamed) continue;
    const known = byType.get(node.type);
    if (known) known.push(node);
    else byType.set(node.type, [node]);
  }
  return (...types) => {
    if (types.length === 1) return byType.get(types[0] ?? '') ?? [];
    return types.flatMap((type) => byType.get(type) ?? []).sort((a, b) => a.start - b.start);
  };
};

/**
 * The symbol in which a node stands. A statement at the top of a file belongs to what it is about: router.post(…) to the router.
 */
export const symbolAt = (unit: SourceUnit, node: Syntax): string | undefined => {
  let statement: Syntax = node;
  for (let at: Syntax | undefined = node; at; at = at.parent) {
    const id = unit.ids.get(at);
    if (id) return id;
    if (at.parent?.type === 'program') statement = at;
  }
  if (statement.type !== 'expression_statement') return undefined;
  const subject = rootOf(statement);
  const declared = subject ? unit.scopes.find(subject, rootName(subject)) : undefined;
  return declared ? unit.ids.get(declared.node) : undefined;
};
