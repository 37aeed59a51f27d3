import type { CodeSymbol, Entity } from '#schemas/spec/facts.ts';
import type { LocalFacts, ReadonlyLists } from '../../parse/facts.ts';
import type { Inherited } from './entities/decorated.ts';
import type { Constants, Export } from './modules.ts';
import type { NestFile } from './nest/model.ts';
import type { RouterNode } from './routers/model.ts';
import type { Import } from './scopes.ts';

/** A name of a symbol, and where the file says it comes from. */
export type Mention = {
  readonly from: string;
  readonly kind: 'calls' | 'extends' | 'implements' | 'uses';
  /** It comes from a module: the name there. */
  readonly import?: Import;
  /** It is declared here. */
  readonly symbol?: string;
  /** Members of it, or of the variable whose type is named. */
  readonly members: readonly string[];
};

/** What a handler reads of a request: req.query.page, req.body.email */
export type RequestUse = { readonly symbol: string; readonly in: 'query' | 'body' | 'header'; readonly name: string };

/** Everything that one file says, as plain data. */
export type Piece = ReadonlyLists<LocalFacts> & {
  readonly path: string;
  readonly isTest: boolean;
  readonly symbols: readonly CodeSymbol[];
  readonly exports: readonly Export[];
  readonly constants: Constants;
  readonly mentions: readonly Mention[];
  readonly routers: readonly RouterNode[];
  readonly nest: NestFile;
  readonly files: readonly FileRoute[];
  readonly requests: readonly RequestUse[];
  readonly statuses: readonly { readonly symbol: string; readonly status: number }[];
  readonly entities: readonly Entity[];
  readonly inherited: readonly Inherited[];
};

/** A route that a file has by its place: Next.js. */
export type FileRoute = {
  readonly verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'ANY';
  readonly route: string;
  readonly symbol?: string;
  readonly doc?: string;
  readonly handlerName: string;
  readonly start: number;
  readonly end: number;
};
