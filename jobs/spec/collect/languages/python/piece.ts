import type { CodeSymbol, Endpoint, Entity, Field, Relation, Span } from '#schemas/spec/facts.ts';
import type { LocalFacts, ReadonlyLists } from '../../parse/facts.ts';
import type { DjangoFile } from './django/model.ts';
import type { Import } from './file.ts';

export type Mention = { readonly from: string; readonly kind: 'calls' | 'extends' | 'uses'; readonly name: string };

/** Something that a request passes: a dependency, a decorator. */
export type Guard = { readonly name: string; readonly texts: readonly string[]; readonly span: Span };

export type Route = Pick<Endpoint, 'verb' | 'parameters' | 'statuses' | 'response'> & {
  readonly path: string;
  readonly guards: readonly Guard[];
  /** Types of parameters that are its body, if they are no names of dependencies. */
  readonly bodies?: readonly string[];
  readonly symbol?: string;
  /** The view, where it is named and not declared here. */
  readonly view?: string;
  readonly handlerName: string;
  readonly span: Span;
};

/** A FastAPI application or router, a Flask application, blueprint or namespace. */
export type RouterNode = {
  readonly id: string;
  readonly framework: string;
  readonly prefix: string;
  /** What comes before its own prefix: the router it was made upon, as Api(blueprint). */
  readonly upon?: string;
  readonly guards: readonly Guard[];
};

export type RouterOp = {
  /** The router's name as the file says it. */
  readonly on: string;
} & (
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'mount'; readonly target: string; readonly prefix?: string; readonly guards: readonly Guard[] }
  | { readonly kind: 'resource'; readonly view: string; readonly paths: readonly string[]; readonly span: Span }
  | { readonly kind: 'guard'; readonly guard: Guard }
);

/** A class with what those who extend it inherit. */
export type ClassFact = {
  readonly name: string;
  readonly symbol: string;
  readonly bases: readonly string[];
  readonly entity?: Omit<Entity, 'fields' | 'relations' | 'framework'>;
  readonly framework?: string;
  readonly isAbstract: boolean;
  readonly fields: readonly Field[];
  readonly relations: readonly Relation[];
  /** Methods that answer HTTP: get, post; with what decorators of theirs say. */
  readonly methods: readonly ViewMethod[];
  readonly attributes: readonly (readonly [string, string])[];
  readonly guards: readonly Guard[];
};

export type ViewMethod = {
  readonly name: string;
  readonly symbol: string;
  readonly guards: readonly Guard[];
  readonly span: Span;
  /** @action(detail=True, methods=['post'], url_path='publish') */
  readonly action?: { readonly detail: boolean; readonly verbs: readonly string[]; readonly path: string };
};

export type Piece = ReadonlyLists<LocalFacts> & {
  readonly path: string;
  readonly isTest: boolean;
  readonly symbols: readonly CodeSymbol[];
  readonly imports: readonly (readonly [string, Import])[];
  readonly constants: readonly (readonly [string, string])[];
  readonly mentions: readonly Mention[];
  readonly routers: readonly RouterNode[];
  readonly ops: readonly RouterOp[];
  /** CurrentUser = Annotated[User, Depends(get_current_user)] */
  readonly aliases: readonly (readonly [string, string])[];
  readonly classes: readonly ClassFact[];
  readonly django: DjangoFile;
};
