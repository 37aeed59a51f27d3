import type { Auth, Endpoint } from '#schemas/spec/facts.ts';
import { verbs } from '../../route.ts';
import type { LinkContext } from '../context.ts';
import { authOf } from '../guards.ts';
import type { ClassFact, Guard, Piece } from '../piece.ts';
import { pathParameters, routeOf, verbOf } from '../routers.ts';
import type { Registration, UrlEntry } from './model.ts';

const crud = {
  list: ['GET', false],
  create: ['POST', false],
  retrieve: ['GET', true],
  update: ['PUT', true],
  partial_update: ['PATCH', true],
  destroy: ['DELETE', true],
} as const;
type Action = keyof typeof crud;

/** What the classes of Django REST Framework bring along. https://www.django-rest-framework.org/api-guide/generic-views/ */
const brings: Readonly<Record<string, readonly Action[]>> = {
  ModelViewSet: ['list', 'create', 'retrieve', 'update', 'partial_update', 'destroy'],
  ReadOnlyModelViewSet: ['list', 'retrieve'],
  ListModelMixin: ['list'],
  CreateModelMixin: ['create'],
  RetrieveModelMixin: ['retrieve'],
  UpdateModelMixin: ['update', 'partial_update'],
  DestroyModelMixin: ['destroy'],
};
const genericVerbs: Readonly<Record<string, readonly Endpoint['verb'][]>> = {
  ListAPIView: ['GET'],
  CreateAPIView: ['POST'],
  RetrieveAPIView: ['GET'],
  UpdateAPIView: ['PUT', 'PATCH'],
  DestroyAPIView: ['DELETE'],
  ListCreateAPIView: ['GET', 'POST'],
  RetrieveUpdateAPIView: ['GET', 'PUT', 'PATCH'],
  RetrieveDestroyAPIView: ['GET', 'DELETE'],
  RetrieveUpdateDestroyAPIView: ['GET', 'PUT', 'PATCH', 'DELETE'],
  ListView: ['GET'],
  DetailView: ['GET'],
  TemplateView: ['GET'],
  RedirectView: ['GET'],
  ArchiveIndexView: ['GET'],
  CreateView: ['GET', 'POST'],
  UpdateView: ['GET', 'POST'],
  DeleteView: ['GET', 'POST'],
  FormView: ['GET', 'POST'],
  LoginView: ['GET', 'POST'],
  LogoutView: ['POST'],
  PasswordChangeView: ['GET', 'POST'],
  PasswordResetView: ['GET', 'POST'],
};
const { options: _options, ...written } = verbs;
const verbsOfMethods: Readonly<Record<string, Endpoint['verb']>> = written;
const methodOfVerb: Readonly<Record<string, readonly string[]>> = {
  GET: ['get', 'list', 'retrieve'],
  POST: ['post', 'create'],
  PUT: ['put', 'update'],
  PATCH: ['patch', 'partial_update'],
  DELETE: ['delete', 'destroy'],
};

const deepest = 16;

export const linkDjango = (pieces: readonly Piece[], context: LinkContext): Endpoint[] => {
  const found: Endpoint[] = [];
  const defaults = pieces.flatMap(({ django }) => django.permissions);

  const authFor = (piece: Piece, verb: Endpoint['verb'], guards: readonly Guard[], type?: ClassFact): Auth => {
    const inherited =
      type && type.guards.length === 0
        ? (context.baseClasses(type).find((base) => base.guards.length > 0)?.guards ?? [])
        : [];
    const own = [...(type?.guards ?? []), ...inherited, ...guards];
    return authOf(own.length > 0 ? own : defaults, (name) => context.refuses(piece, name), verb);
  };

  type Told = {
    verb: Endpoint['verb'];
    route: string;
    symbol: string;
    name: string;
    auth: Auth;
    span: Endpoint['span'];
    framework: string;
  };
  const add = ({ verb, route, symbol, name, auth, span, framework }: Told): void => {
    const summary = context.docOf(symbol);
    found.push({
      verb,
      route,
      framework,
      handler: symbol,
      handlerName: name,
      auth,
      parameters: pathParameters(route).map((one) => ({ name: one, in: 'path', required: true })),
      statuses: [...context.statusesOf(symbol)],
      ...(summary ? { summary } : {}),
      span,
    });
  };

  /** One verb of a class: answered by its own method, by one that it inherits, or by the class. */
  const ofClass = (
    piece: Piece,
    type: ClassFact,
    verb: Endpoint['verb'],
    route: string,
    span: Endpoint['span'],
    named?: string,
  ): void => {
    const methods = context.methodsOf(type);
    const method = methods.find(({ name }) => (named ? name === named : (methodOfVerb[verb] ?? []).includes(name)));
    const isOwn = method?.symbol.startsWith(`${type.symbol}.`);
    const symbol = method?.symbol ?? type.symbol;
    const name = `${type.name}${method ? `.${method.name}` : named ? `.${named}` : ''}`;
    const framework = /APIView|ViewSet|Mixin/.test(context.basesOf(type).join()) ? 'django-rest-framework' : 'django';
    add({
      verb,
      route,
      symbol,
      name,
      auth: authFor(piece, verb, method?.guards ?? [], type),
      span: method && isOwn ? method.span : span,
      framework,
    });
  };

  const viewEndpoints = (piece: Piece, entry: Extract<UrlEntry, { kind: 'view' }>, route: string): void => {
    const type = context.classOf(piece, entry.view);
    if (type) {
      if (entry.methods.length > 0) {
        for (const [verb, name] of entry.methods) ofClass(piece, type, verbOf(verb), route, entry.span, name);
        return;
      }
      const written = context.methodsOf(type).flatMap(({ name }) => verbsOfMethods[name] ?? []);
      const brought = context.basesOf(type).flatMap((base) => genericVerbs[base] ?? []);
      const verbs = new Set([...written, ...brought]);
      for (const verb of verbs.size > 0 ? verbs : new Set<Endpoint['verb']>(['ANY']))
        ofClass(piece, type, verb, route, entry.span);
      return;
    }
    const symbol = context.resolver.symbol(piece, entry.view);
    const view = symbol
      ? pieces.flatMap(({ django }) => django.functions).find((one) => one.symbol === symbol)
      : undefined;
    if (!symbol || !view) return;
    const verbs: Endpoint['verb'][] = view.verbs.length > 0 ? view.verbs.map(verbOf) : ['ANY'];
    for (const verb of verbs)
      add({
        verb,
        route,
        symbol,
        name: view.name,
        auth: authFor(piece, verb, view.guards),
        span: view.span,
        framework: 'django',
      });
  };

  const registered = (piece: Piece, { path, view, span }: Registration, prefix: string): void => {
    const type = context.classOf(piece, view);
    if (!type) return;
    const attributes = new Map([...context.baseClasses(type).toReversed(), type].flatMap((one) => one.attributes));
    const key = attributes.get('lookup_url_kwarg') ?? attributes.get('lookup_field') ?? 'pk';
    const methods = context.methodsOf(type);
    const actions = new Set<Action>(context.basesOf(type).flatMap((base) => brings[base] ?? []));
    for (const { name } of methods) if (name in crud) actions.add(name as Action);
    const allowed = attributes
      .get('http_method_names')
      ?.split(',')
      .map((verb) => verb.toUpperCase());
    for (const action of actions) {
      const [verb, detail] = crud[action];
      if (allowed && !allowed.includes(verb)) continue;
      ofClass(piece, type, verb, routeOf(prefix, path, detail ? `{${key}}` : ''), span, action);
    }
    for (const method of methods) {
      const { action } = method;
      for (const verb of action?.verbs ?? []) {
        const route = routeOf(prefix, path, action?.detail ? `{${key}}` : '', action?.path ?? '');
        ofClass(piece, type, verbOf(verb), route, method.span, method.name);
      }
    }
  };

  const routerEndpoints = (piece: Piece, name: string, prefix: string): void => {
    const own = piece.django.registrations.filter((one) => one.router === name);
    const target = own.length > 0 ? undefined : context.resolver.find(piece, name.split('.'));
    const from = target?.piece ?? piece;
    const list =
      own.length > 0 ? own : from.django.registrations.filter((one) => one.router === (target?.name ?? name));
    for (const one of list) registered(from, one, prefix);
  };

  const included = new Set<Piece>();
  const walk = (piece: Piece, entries: readonly UrlEntry[], prefix: string, depth: number): void => {
    if (depth > deepest) return;
    for (const entry of entries) {
      const route = `${prefix}/${entry.path}`;
      if (entry.kind === 'view') viewEndpoints(piece, entry, routeOf(route));
      else if (entry.router) routerEndpoints(piece, entry.router, route);
      else {
        const local = piece.django.lists.find(([name]) => name === entry.name)?.[1];
        const target = entry.module
          ? context.resolver.module(piece.path, entry.module)
          : entry.name
            ? context.resolver.find(piece, entry.name.split('.'))?.piece
            : undefined;
        if (local) walk(piece, local, route, depth + 1);
        else if (target && target !== piece) walk(target, target.django.urls, route, depth + 1);
      }
    }
  };
  for (const piece of pieces) {
    const nested = [...piece.django.urls, ...piece.django.lists.flatMap(([, entries]) => entries)];
    for (const entry of nested) {
      if (entry.kind !== 'include' || entry.router) continue;
      const target = entry.module
        ? context.resolver.module(piece.path, entry.module)
        : entry.name
          ? context.resolver.find(piece, entry.name.split('.'))?.piece
          : undefined;
      if (target && target !== piece) included.add(target);
    }
  }
  const withUrls = pieces.filter(({ django }) => django.urls.length > 0);
  const roots = withUrls.filter((piece) => !included.has(piece));
  for (const piece of roots.length > 0 ? roots : withUrls) walk(piece, piece.django.urls, '', 0);
  return found;
};
