import { holeName } from '../../parse/string-value.ts';
import type { Expr, GoFunction, GoPiece, GoStruct } from './model.ts';

const maxDepth = 12;

/** Seconds of Go's durations. https://pkg.go.dev/time#Duration */
const seconds: Readonly<Record<string, number>> = {
  Nanosecond: 1e-9,
  Microsecond: 1e-6,
  Millisecond: 0.001,
  Second: 1,
  Minute: 60,
  Hour: 3600,
};

/** The packages of the archive: functions, structs and values by folder and name. */
export class Packages {
  readonly pieces: readonly GoPiece[];
  private readonly folders: ReadonlySet<string>;
  private readonly functions = new Map<string, { fn: GoFunction; piece: GoPiece }>();
  private readonly structs = new Map<string, { struct: GoStruct; piece: GoPiece }>();
  private readonly values = new Map<string, { value: Expr; piece: GoPiece }>();

  constructor(pieces: readonly GoPiece[]) {
    this.pieces = pieces;
    this.folders = new Set(pieces.map(({ folder }) => folder));
    for (const piece of pieces) {
      if (piece.isTest) continue;
      for (const fn of piece.functions) {
        const key = `${piece.folder} ${fn.receiver ? `${fn.receiver.type.replace(/^\*/, '').replace(/\[.*$/s, '')}.` : ''}${fn.name}`;
        if (!this.functions.has(key)) this.functions.set(key, { fn, piece });
      }
      for (const struct of piece.structs) this.structs.set(`${piece.folder} ${struct.name}`, { struct, piece });
      for (const [name, value] of Object.entries(piece.values))
        this.values.set(`${piece.folder} ${name}`, { value, piece });
    }
  }

  private readonly imported = new Map<string, string | undefined>();

  /** The folder that an import means: the longest that its path ends in. */
  folderOf(alias: string, piece: GoPiece): string | undefined {
    const path = piece.imports[alias];
    if (path === undefined) return undefined;
    if (!this.imported.has(path)) this.imported.set(path, this.folderOfPath(path));
    return this.imported.get(path);
  }

  private folderOfPath(path: string): string | undefined {
    const parts = path.split('/');
    for (let at = 0; at < parts.length; at++) {
      const folder = parts.slice(at).join('/');
      if (this.folders.has(folder)) return folder;
    }
    const last = `/${parts.slice(-2).join('/')}`;
    const isForeign = parts.length < 3 || !parts[0]?.includes('.');
    const within = isForeign ? [] : [...this.folders].filter((folder) => folder.endsWith(last));
    return within.length === 1 ? within[0] : undefined;
  }

  fn(folder: string, name: string): { fn: GoFunction; piece: GoPiece } | undefined {
    return this.functions.get(`${folder} ${name}`);
  }

  /** A method of a type, or of what it embeds. */
  method(folder: string, type: string, name: string, depth = 0): { fn: GoFunction; piece: GoPiece } | undefined {
    const own = this.fn(folder, `${type}.${name}`);
    if (own || depth > 4) return own;
    const found = this.struct(folder, type);
    for (const field of found?.struct.fields.filter(({ embedded }) => embedded) ?? []) {
      const of = found && this.typeOf(field.type, found.piece);
      const inner = of && this.method(of.folder, of.name, name, depth + 1);
      if (inner) return inner;
    }
    return undefined;
  }

  struct(folder: string, name: string): { struct: GoStruct; piece: GoPiece } | undefined {
    return this.structs.get(`${folder} ${name}`);
  }

  value(folder: string, name: string): { value: Expr; piece: GoPiece } | undefined {
    return this.values.get(`${folder} ${name}`);
  }

  /** Where a type that is spelled in a file is declared. */
  typeOf(spelled: string, piece: GoPiece): { folder: string; name: string } | undefined {
    const bare = spelled.replace(/^[*&\s]+/, '').replace(/\[.*$/s, '');
    const [first = '', second] = bare.split('.');
    if (second === undefined) return /^\w+$/.test(first) ? { folder: piece.folder, name: first } : undefined;
    const folder = this.folderOf(first, piece);
    return folder === undefined ? undefined : { folder, name: second };
  }

  /** A text, with the constants of the archive in it; what is not known is a placeholder. */
  text(value: Expr | undefined, piece: GoPiece, depth = 0): string | undefined {
    if (!value || depth > maxDepth) return undefined;
    if (value.kind === 'text') return value.text;
    if (value.kind === 'sum') {
      const terms = value.terms.map((term) => this.text(term, piece, depth + 1));
      return terms.every((term) => term === undefined)
        ? undefined
        : terms.map((term, index) => term ?? holeOf(value.terms[index])).join('');
    }
    if (value.kind === 'call') return this.formatted(value, piece, depth);
    const constant = this.constant(value, piece);
    return constant && this.text(constant.value, constant.piece, depth + 1);
  }

  private formatted(call: Extract<Expr, { kind: 'call' }>, piece: GoPiece, depth: number): string | undefined {
    const [format, ...args] = call.args;
    const name = spelled(call.target);
    if (name === 'string' || /(^|\.)(Clean|Trim\w*|ToLower|URL|Err|New)$/.test(name))
      return this.text(format, piece, depth + 1);
    if (/^path\.Join$|\.JoinPath$/.test(name))
      return call.args.map((arg) => this.text(arg, piece, depth + 1) ?? holeOf(arg)).join('/');
    if (!/f$/.test(name)) return undefined;
    let next = 0;
    return this.text(format, piece, depth + 1)?.replace(/%[-+#0 ]*\d*(?:\.\d+)?[a-zA-Z]/g, () => {
      const arg = args[next++];
      return (arg && this.text(arg, piece, depth + 1)) ?? holeOf(arg);
    });
  }

  /** The constant or variable of a package that a name means. */
  constant(value: Expr, piece: GoPiece): { value: Expr; piece: GoPiece } | undefined {
    if (value.kind === 'name') return this.value(piece.folder, value.name);
    if (value.kind !== 'select' || value.of.kind !== 'name') return undefined;
    const folder = this.folderOf(value.of.name, piece);
    return folder === undefined ? undefined : this.value(folder, value.name);
  }

  /** A number, a product of numbers, durations in seconds: 5 * time.Minute, 10 << 20. */
  number(value: Expr | undefined, piece: GoPiece, depth = 0): number | undefined {
    if (!value || depth > maxDepth) return undefined;
    if (value.kind === 'call' && value.args.length === 1) return this.number(value.args[0], piece, depth + 1);
    const constant = this.constant(value, piece);
    if (constant) return this.number(constant.value, constant.piece, depth + 1);
    const text = spelled(value)
      .replace(/(?<=\d)_(?=\d)/g, '')
      .replace(/time\.Duration\(([\w.]+)\)/g, '$1')
      .replace(/[()]/g, '');
    const [product = '', shift] = text.split('<<').map((part) => part.trim());
    const factors = product.split('*').map((factor) => this.factor(factor.trim(), piece, depth));
    if (factors.some((factor) => factor === undefined) || (shift !== undefined && !/^\d{1,2}$/.test(shift)))
      return undefined;
    const result = factors.reduce<number>((all, factor) => all * (factor ?? 1), 1) * 2 ** Number(shift ?? 0);
    return Number(result.toPrecision(12));
  }

  private factor(text: string, piece: GoPiece, depth: number): number | undefined {
    if (/^\d+(\.\d+)?(e\d+)?$/.test(text)) return Number(text);
    const unit = /^time\.(\w+)$/.exec(text)?.[1];
    if (unit) return seconds[unit];
    const constant = /^\w+$/.test(text) ? this.value(piece.folder, text) : undefined;
    return constant && this.number(constant.value, constant.piece, depth + 1);
  }
}

/** An expression as it is spelled, as far as that is kept. */
export const spelled = (value: Expr | undefined): string => {
  switch (value?.kind) {
    case 'name':
      return value.name;
    case 'select':
      return `${spelled(value.of)}.${value.name}`;
    case 'call':
      return spelled(value.target);
    case 'text':
    case 'other':
      return value.text;
    case 'struct':
      return value.type;
    default:
      return '';
  }
};

const holeOf = (value: Expr | undefined): string => holeName(spelled(value));
