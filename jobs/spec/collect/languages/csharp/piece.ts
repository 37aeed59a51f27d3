import type { Outcome, Span } from '#schemas/spec/facts.ts';
import type { Mention } from '../../parse/resolve-references.ts';

/** A text that is known in parts: literals, and names of constants or variables that another file may know. */
export type Template = readonly (string | { readonly name: string })[];

/** What a lambda or a method looks like to a caller of its route. */
export type Handler = {
  readonly parameters: readonly Parameter[];
  readonly attributes: readonly Attribute[];
  readonly returns: string | undefined;
  /** HTTP statuses of the results that its body returns. */
  readonly statuses: readonly number[];
};

export type Argument = {
  /** `name:` before it, or `Name =` in an attribute. */
  readonly name: string | undefined;
  /** As it is spelled, cut to a line. */
  readonly text: string;
  readonly value: Template | undefined;
  /** Of an anonymous object or an initializer. */
  readonly properties: ReadonlyMap<string, Template> | undefined;
  /** The members that a lambda selects: x => x.A, x => new { x.A, x.B }. */
  readonly selects: readonly string[] | undefined;
  readonly handler: Handler | undefined;
  /** The way to its type. */
  readonly way: string | undefined;
};

export type Attribute = {
  readonly name: string;
  /** Type arguments: [ProducesResponseType<Order>] */
  readonly types: readonly string[];
  readonly arguments: readonly Argument[];
  readonly span: Span;
};

export type Parameter = {
  readonly name: string;
  readonly type: string | undefined;
  readonly attributes: readonly Attribute[];
  readonly optional: boolean;
};

export type Call = {
  readonly name: string;
  readonly types: readonly string[];
  readonly arguments: readonly Argument[];
  readonly span: Span;
};

/** Calls one upon the other: app.MapGroup("/a").RequireAuthorization(). A creation is a call whose name begins with `new `. */
export type Chain = {
  /** The symbol in which it stands. */
  readonly from: string;
  /** Simple name of the type in which it stands. */
  readonly type: string | undefined;
  /** What the first call is made upon, as it is spelled; empty for a call on nothing. */
  readonly root: string;
  /** Its type, by the way to it: IOrders.FindAsync(). */
  readonly rootType: string | undefined;
  readonly calls: readonly Call[];
  /** The variable that takes its value. */
  readonly assignedTo: string | undefined;
  readonly span: Span;
};

/** A value that is given to a property or indexer: http.Timeout = TimeSpan.FromSeconds(5). */
export type Assignment = {
  readonly from: string;
  /** As it is spelled: options.Password.RequiredLength */
  readonly target: string;
  readonly text: string;
  readonly value: Template | undefined;
  /** The call whose lambda or initializer it stands in: AddHttpClient, new CookieOptions. */
  readonly within: string;
  readonly span: Span;
};

export type Member = {
  readonly id: string;
  readonly kind: 'method' | 'property' | 'field' | 'constant' | 'constructor' | 'enum-member';
  readonly name: string;
  readonly type: string | undefined;
  readonly modifiers: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly parameters: readonly Parameter[];
  /** What it is set to where it is declared. */
  readonly value: Template | undefined;
  readonly valueText: string | undefined;
  /** A property that holds no value of its own: one with a getter that computes. */
  readonly computed: boolean;
  /** (Status)StatusId: the type that a computed property makes of which other one. */
  readonly converts: { readonly type: string; readonly member: string } | undefined;
  readonly statuses: readonly number[];
  readonly signature: string;
  readonly doc: string | undefined;
  readonly span: Span;
};

export type Type = {
  readonly id: string;
  readonly kind: 'class' | 'interface' | 'struct' | 'record' | 'enum';
  readonly name: string;
  readonly qualifiedName: string;
  readonly container: string | undefined;
  readonly modifiers: readonly string[];
  readonly attributes: readonly Attribute[];
  /** With type arguments, as they are spelled. */
  readonly bases: readonly string[];
  /** Of its primary constructor. */
  readonly parameters: readonly Parameter[];
  readonly members: readonly Member[];
  readonly signature: string;
  readonly doc: string | undefined;
  readonly span: Span;
};

/** What one file says; receivers of mentions are ways to a type. */
export type Piece = {
  readonly path: string;
  readonly namespace: string;
  readonly usings: readonly string[];
  /** Those that hold for the whole project. */
  readonly globalUsings: readonly string[];
  readonly types: readonly Type[];
  /** Statements outside all types: Program.cs. */
  readonly topLevel: Member | undefined;
  /** Functions outside all types. */
  readonly functions: readonly Member[];
  readonly chains: readonly Chain[];
  readonly assignments: readonly Assignment[];
  readonly outcomes: readonly Outcome[];
  readonly mentions: readonly Mention[];
};
