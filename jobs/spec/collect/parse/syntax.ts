import type { Node } from 'web-tree-sitter';

/** Line starts of a text: offsets, ascending. */
const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** The 1-based line of an offset. */
const lineAt = (starts: readonly number[], offset: number): number => {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
};

/** The children of a leaf: most nodes are leaves. */
const none: readonly Syntax[] = [];

class Source {
  readonly text: string;
  /** Every node, in the order of the text. */
  readonly nodes: Syntax[] = [];
  private starts: number[] | undefined;
  constructor(text: string) {
    this.text = text;
  }
  line(offset: number): number {
    this.starts ??= lineStarts(this.text);
    return lineAt(this.starts, offset);
  }
}

/**
 * A node of a syntax tree as plain JavaScript: each step through tree-sitter's own nodes crosses into WebAssembly, a step here does
 * not, and the tree outlives its parser. `children` holds every token, comments too; most callers want `named`, `get` and `all`.
 */
export class Syntax {
  readonly type: string;
  /** The grammar's name for what it is in its parent: name, body, parameters … */
  readonly role: string | undefined;
  readonly isNamed: boolean;
  readonly start: number;
  readonly end: number;
  readonly parent: Syntax | undefined;
  children: readonly Syntax[] = none;
  private readonly source: Source;
  private readonly index: number;
  /** The index after the last node within. */
  private after = 0;

  constructor(
    source: Source,
    at: { type: string; role: string | undefined; isNamed: boolean; start: number; end: number },
    parent: Syntax | undefined,
  ) {
    this.index = source.nodes.push(this) - 1;
    this.source = source;
    this.type = at.type;
    this.role = at.role;
    this.isNamed = at.isNamed;
    this.start = at.start;
    this.end = at.end;
    this.parent = parent;
  }

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }

  /** 1-based. */
  get startLine(): number {
    return this.source.line(this.start);
  }

  /** 1-based, of the last character. */
  get endLine(): number {
    return this.source.line(Math.max(this.start, this.end - 1));
  }

  /** The children that are not punctuation or keywords; comments among them. */
  get named(): Syntax[] {
    return this.children.filter(({ isNamed }) => isNamed);
  }

  /** The child with this role. */
  get(role: string): Syntax | undefined {
    return this.children.find((child) => child.role === role);
  }

  /** The first child of one of these types. */
  first(...types: readonly string[]): Syntax | undefined {
    return this.children.find(({ type }) => types.includes(type));
  }

  /** The children of one of these types. */
  all(...types: readonly string[]): Syntax[] {
    return this.children.filter(({ type }) => types.includes(type));
  }

  /** Whether a token (a keyword, a punctuation) stands among the children. */
  has(token: string): boolean {
    return this.children.some(({ type }) => type === token);
  }

  /** The nearest node around this one of one of these types. */
  above(...types: readonly string[]): Syntax | undefined {
    let node = this.parent;
    while (node && !types.includes(node.type)) node = node.parent;
    return node;
  }

  /** Every node within, this one first, in the order of the text. `enter` returning false leaves out what is within a node. */
  *within(enter?: (node: Syntax) => boolean): Generator<Syntax> {
    const { nodes } = this.source;
    for (let index = this.index; index < this.after; index++) {
      const node = nodes[index];
      if (!node) return;
      yield node;
      if (enter && !enter(node)) index = node.after - 1;
    }
  }

  /** Every node within of one of these types, in the order of the text. */
  find(...types: readonly string[]): Syntax[] {
    const found: Syntax[] = [];
    const { nodes } = this.source;
    for (let index = this.index; index < this.after; index++) {
      const node = nodes[index];
      if (node && types.includes(node.type)) found.push(node);
    }
    return found;
  }

  /** Tells the nodes where they end: once, when all are there. */
  static close(root: Syntax): Syntax {
    const { nodes } = root.source;
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index];
      if (node) node.after = node.children.at(-1)?.after ?? index + 1;
    }
    return root;
  }
}

const append = (parent: Syntax, child: Syntax): void => {
  if (parent.children === none) parent.children = [child];
  else (parent.children as Syntax[]).push(child);
};

/** A copy of a tree under `root` as plain data: half a microsecond a node. `text` is the text that was parsed. */
export const syntaxOf = (root: Node, text: string): Syntax => {
  const { types, fields } = root.tree.language;
  const language = root.tree.language;
  const named = new Map<number, boolean>();
  const isNamed = (id: number): boolean => {
    const known = named.get(id) ?? (id > types.length || language.nodeTypeIsNamed(id));
    named.set(id, known);
    return known;
  };
  const source = new Source(text);
  const cursor = root.walk();
  const here = (parent: Syntax | undefined): Syntax => {
    const id = cursor.nodeTypeId;
    const role = fields[cursor.currentFieldId] ?? undefined;
    const node = new Syntax(
      source,
      { type: types[id] ?? 'ERROR', role, isNamed: isNamed(id), start: cursor.startIndex, end: cursor.endIndex },
      parent,
    );
    if (parent) append(parent, node);
    return node;
  };
  try {
    const top = here(undefined);
    let node = top;
    for (;;) {
      if (cursor.gotoFirstChild()) {
        node = here(node);
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!(cursor.gotoParent() && node.parent)) return Syntax.close(top);
        node = node.parent;
      }
      node = here(node.parent);
    }
  } finally {
    cursor.delete();
  }
};
