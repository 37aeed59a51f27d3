import type { Auth, Endpoint, Span } from '#schemas/spec/facts.ts';
import type { Import } from '../scopes.ts';

export type NestRoute = Pick<Endpoint, 'verb' | 'parameters' | 'statuses' | 'request' | 'response'> & {
  readonly paths: readonly string[];
  readonly versions?: readonly string[];
  readonly method: string;
  readonly symbol?: string;
  readonly auth: Auth;
  readonly span: Span;
};

export type NestController = {
  readonly name: string;
  readonly symbol?: string;
  readonly paths: readonly string[];
  readonly versions?: readonly string[];
  readonly routes: readonly NestRoute[];
  readonly base?: { readonly name: string; readonly import?: Import };
};

/** consumer.apply(Guard).exclude(…).forRoutes(…) */
export type NestMiddleware = {
  readonly names: readonly string[];
  readonly routes: readonly { readonly path: string; readonly verb: string }[];
  readonly controllers: readonly string[];
  readonly excluded: readonly { readonly path: string; readonly verb: string }[];
  readonly span: Span;
};

export type NestFile = {
  readonly controllers: readonly NestController[];
  readonly middlewares: readonly NestMiddleware[];
  /** The prefix of all routes; `config` where it is asked of the configuration. */
  readonly prefix?: { readonly text?: string; readonly config?: string; readonly excluded: readonly string[] };
  readonly versioning?: { readonly prefix: string; readonly versions: readonly string[] };
  /** Guards of the whole application. */
  readonly guards: readonly { readonly name: string; readonly span: Span }[];
  /** registerAs('app', …) and the like: app.apiPrefix -> its default */
  readonly defaults: readonly (readonly [string, string])[];
  /** Modules with the path that RouterModule gives them, and with the controllers that they have. */
  readonly modules: readonly { readonly name: string; readonly controllers: readonly string[] }[];
  readonly modulePaths: readonly { readonly module: string; readonly path: string }[];
};
