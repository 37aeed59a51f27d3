import type { Span } from '#schemas/spec/facts.ts';
import type { Guard } from '../piece.ts';

/** One entry of urlpatterns. */
export type UrlEntry = { readonly path: string; readonly span: Span } & (
  | { readonly kind: 'view'; readonly view: string; readonly methods: readonly (readonly [string, string])[] }
  | { readonly kind: 'include'; readonly module?: string; readonly name?: string; readonly router?: string }
);

/** router.register('orders', OrderViewSet) */
export type Registration = {
  readonly router: string;
  readonly path: string;
  readonly view: string;
  readonly span: Span;
};

/** A function that is a view: what its decorators and its body say of it. */
export type FunctionView = {
  readonly name: string;
  readonly symbol: string;
  readonly verbs: readonly string[];
  readonly guards: readonly Guard[];
  readonly span: Span;
};

export type DjangoFile = {
  readonly urls: readonly UrlEntry[];
  /** Lists of urls with names of their own. */
  readonly lists: readonly (readonly [string, readonly UrlEntry[]])[];
  readonly registrations: readonly Registration[];
  readonly functions: readonly FunctionView[];
  /** REST_FRAMEWORK's DEFAULT_PERMISSION_CLASSES */
  readonly permissions: readonly Guard[];
  readonly rootUrls?: string;
};
