import type { CodeSymbol, Parameter, Span } from '#schemas/spec/facts.ts';
import type { LocalFacts } from '../../parse/facts.ts';
import type { Declared, Mention } from '../../parse/resolve-references.ts';

/** An expression as plain data, as far as routes and constants need it. */
export type Expr =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'select'; readonly of: Expr; readonly name: string }
  | { readonly kind: 'call'; readonly target: Expr; readonly args: readonly Expr[]; readonly span: Span }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sum'; readonly terms: readonly Expr[] }
  | {
      readonly kind: 'function';
      readonly parameters: readonly Variable[];
      readonly steps: readonly Step[];
      readonly symbol: string;
    }
  | {
      readonly kind: 'struct';
      readonly type: string;
      readonly fields: readonly { readonly name?: string; readonly value: Expr }[];
    }
  | { readonly kind: 'list'; readonly of: string; readonly items: readonly Expr[] }
  | { readonly kind: 'other'; readonly text: string };

/** What a body does, in the order it stands; branches one after the other. */
export type Step =
  | { readonly kind: 'do'; readonly value: Expr }
  | { readonly kind: 'set'; readonly to: readonly Expr[]; readonly values: readonly Expr[] }
  | { readonly kind: 'each'; readonly names: readonly string[]; readonly of: Expr; readonly steps: readonly Step[] }
  | { readonly kind: 'return'; readonly values: readonly Expr[] };

/** A name and its type as it is spelled. */
export type Variable = { readonly name: string; readonly type: string };

export type GoFunction = {
  readonly id: string;
  readonly name: string;
  /** The type it is a method of. */
  readonly receiver?: Variable;
  readonly parameters: readonly Variable[];
  readonly results: readonly string[];
  readonly doc?: string;
  readonly span: Span;
  /** HTTP statuses it answers with. */
  readonly statuses: readonly number[];
  /** What it reads from a request. */
  readonly reads: readonly Parameter[];
  readonly request?: string;
  readonly response?: string;
  /** Its body, where it may have to do with routes. */
  readonly steps?: readonly Step[];
};

export type GoField = Variable & {
  readonly tags: Readonly<Record<string, string>>;
  readonly embedded: boolean;
  readonly doc?: string;
  readonly span: Span;
};

export type GoStruct = {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly GoField[];
  readonly doc?: string;
  readonly span: Span;
};

/** A fact, some of whose texts and numbers are constants of other files. */
export type Draft<Fact> = {
  readonly fact: Fact;
  readonly texts?: { readonly [Key in keyof Fact]?: Expr | undefined };
  readonly numbers?: { readonly [Key in keyof Fact]?: Expr | undefined };
};

/** Validations are read of the tags of structs. */
type Said = Omit<LocalFacts, 'validations'>;

export type Drafts = { readonly [Kind in keyof Said]: Draft<Said[Kind][number]>[] };

export type GoPiece = Drafts & {
  readonly path: string;
  /** The folder: what Go calls a package. */
  readonly folder: string;
  readonly package: string;
  /** What each import is called here, and its path. */
  readonly imports: Readonly<Record<string, string>>;
  readonly isTest: boolean;
  readonly symbols: readonly CodeSymbol[];
  readonly declared: readonly Declared[];
  readonly mentions: readonly Mention[];
  readonly functions: readonly GoFunction[];
  readonly structs: readonly GoStruct[];
  /** Constants and variables of the package. */
  readonly values: Readonly<Record<string, Expr>>;
  /** Names that functions give as tables: func (User) TableName() string { return "users" }. */
  readonly tables: Readonly<Record<string, Expr>>;
};
