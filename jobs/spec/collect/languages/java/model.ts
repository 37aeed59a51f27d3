import type { CodeSymbol, Measure, Span } from '#schemas/spec/facts.ts';
import type { LocalFacts } from '../../parse/facts.ts';
import type { Declared, Mention } from '../../parse/resolve-references.ts';
import type { OpenApiOperation } from './openapi.ts';

/** A text in parts: what is literal, and constants by the name they are called here. Resolved when every file is known. */
export type Text = readonly (string | { readonly ref: string })[];

/** An expression: as the source spells it, and as a text if it is one. */
export type Value = { readonly source: string; readonly text?: Text };

/** @Name(value): arguments by name, each a list as arrays are common. */
export type Annotation = {
  readonly name: string;
  readonly args: Readonly<Record<string, readonly Value[]>>;
  readonly nested: readonly Annotation[];
  readonly span: Span;
};

export type JavaParameter = {
  readonly name: string;
  readonly type: string;
  readonly annotations: readonly Annotation[];
};

export type JavaField = JavaParameter & {
  readonly modifiers: readonly string[];
  readonly value?: Value;
  readonly doc?: string;
  readonly span: Span;
};

export type JavaMethod = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly parameters: readonly JavaParameter[];
  readonly annotations: readonly Annotation[];
  readonly doc?: string;
  readonly span: Span;
  /** HTTP statuses it builds itself: numbers, or names of HttpStatus. */
  readonly statuses: readonly string[];
  /** Exceptions that it makes, by simple name. */
  readonly throws: readonly string[];
};

export type JavaType = {
  readonly id: string;
  readonly name: string;
  readonly qualifiedName: string;
  readonly kind: 'class' | 'interface' | 'enum' | 'record' | 'annotation';
  readonly outer?: string;
  readonly annotations: readonly Annotation[];
  readonly modifiers: readonly string[];
  /** Supertypes as they are spelled, with type arguments. */
  readonly extends: readonly string[];
  readonly implements: readonly string[];
  readonly fields: readonly JavaField[];
  readonly methods: readonly JavaMethod[];
  readonly constants: Readonly<Record<string, Value>>;
  readonly values: readonly string[];
  readonly doc?: string;
  readonly span: Span;
  readonly isTest: boolean;
};

/** A route that is said by calls, with the prefixes around it. */
export type FunctionalRoute = {
  readonly verb: string;
  readonly path: readonly Value[];
  readonly handler?: { readonly type: string; readonly method: string };
  readonly symbol: string;
  readonly span: Span;
};

/** requestMatchers(…).hasRole(…) of a security filter chain, in the order they are asked. */
export type SecurityRule = {
  readonly verb?: string;
  /** Ant patterns; empty: any request. */
  readonly patterns: readonly Value[];
  readonly access: 'required' | 'anonymous';
  readonly roles: readonly Value[];
  readonly policies: readonly Value[];
  readonly span: Span;
};

/** A filter chain: the requests it is about (none: all), and its rules. */
export type SecurityChain = {
  readonly owner: string;
  readonly scope: readonly Value[];
  readonly rules: readonly SecurityRule[];
};

/** A fact, some of whose texts are known only when every file is. */
export type Draft<Fact> = {
  readonly fact: Fact;
  readonly texts?: { readonly [Key in keyof Fact]?: Value | undefined };
  readonly numbers?: { readonly [Key in keyof Fact]?: Value };
  /** What its numbers are multiplied by, to be in the unit of the fact. */
  readonly scale?: number;
  /** The id of the type it is said in: constants are looked up from there. */
  readonly owner: string;
};

/** What the bodies and annotations of a file say, by the kind of fact. */
export type Drafts = { readonly [Kind in keyof LocalFacts]: Draft<LocalFacts[Kind][number]>[] };

export type JavaPiece = Drafts & {
  readonly path: string;
  readonly package: string;
  readonly imports: readonly string[];
  readonly staticImports: readonly string[];
  readonly isTest: boolean;
  readonly symbols: readonly CodeSymbol[];
  readonly declared: readonly Declared[];
  readonly mentions: readonly Mention[];
  readonly types: readonly JavaType[];
  readonly routes: readonly FunctionalRoute[];
  readonly security: readonly SecurityChain[];
  /** application.properties and application.yml, flat. */
  readonly properties: Readonly<Record<string, { readonly value: string; readonly line: number }>>;
  /** Operations of a contract from which interfaces of controllers are generated. */
  readonly operations: readonly OpenApiOperation[];
  /** Measures that settings say. */
  readonly settled: readonly Measure[];
};
