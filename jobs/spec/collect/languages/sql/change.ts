import type { Span } from '#schemas/spec/facts.ts';

/** A table's name as a script writes it, without quotes: schema.name. */
export type TableName = { readonly name: string; readonly full: string };

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly key: boolean;
  readonly unique: boolean;
  readonly length?: number;
  readonly doc?: string;
  readonly references?: TableName;
  readonly check?: Check;
  readonly span: Span;
};

/** What a CHECK says, where it is one of the simple ones. */
export type Check = {
  readonly column: string;
  readonly rule: 'range' | 'length' | 'one-of' | 'pattern' | 'custom';
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  readonly pattern?: string;
  readonly span: Span;
};

export type Constraint =
  | { readonly kind: 'primary' | 'unique'; readonly columns: readonly string[]; readonly span: Span }
  | { readonly kind: 'foreign'; readonly columns: readonly string[]; readonly target: TableName; readonly span: Span }
  | { readonly kind: 'check'; readonly check: Check; readonly span: Span };

/** One thing that a statement does to the tables, in the order of the scripts. */
export type Change = { readonly table: TableName; readonly span: Span } & (
  | {
      readonly kind: 'create';
      readonly columns: readonly Column[];
      readonly constraints: readonly Constraint[];
      readonly doc?: string;
    }
  | { readonly kind: 'drop' }
  | { readonly kind: 'rename'; readonly to: TableName }
  | { readonly kind: 'add-column'; readonly column: Column }
  | { readonly kind: 'alter-column'; readonly name: string; readonly column: Column }
  | { readonly kind: 'drop-column'; readonly name: string }
  | { readonly kind: 'rename-column'; readonly name: string; readonly to: string }
  | { readonly kind: 'set-nullable'; readonly name: string; readonly nullable: boolean }
  | { readonly kind: 'constrain'; readonly constraint: Constraint }
  | { readonly kind: 'comment'; readonly column?: string; readonly text: string }
);

/** A view, a procedure, a function or a trigger. */
export type Routine = { readonly kind: string; readonly name: string; readonly doc?: string; readonly span: Span };
