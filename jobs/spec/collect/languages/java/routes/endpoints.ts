import type { Endpoint } from '#schemas/spec/facts.ts';
import { joinRoute, verbs } from '../../route.ts';
import type { FunctionalRoute, JavaPiece, Value } from '../model.ts';
import { authorities } from '../security.ts';
import type { Entry, Types } from '../types.ts';
import { type Dialect, dialectOf } from './dialects.ts';
import { type Handler, handlersOf } from './handlers.ts';
import { inRoute, parametersOf, responseOf } from './parameters.ts';
import { servletEndpoints } from './servlets.ts';
import { statusesOf } from './statuses.ts';

type Verb = Endpoint['verb'];

const httpVerbs = new Set<string>(Object.values(verbs));

export const verbOf = (name: string): Verb => {
  const verb = name.split('.').at(-1)?.toUpperCase() ?? '';
  return httpVerbs.has(verb) ? (verb as Verb) : 'ANY';
};

/** Paths of an annotation, '' where it names none. An unknown constant stands as {NAME}. */
const pathsOf = (values: readonly Value[], from: Entry, types: Types): string[] => {
  const paths = values.map((value) => types.filled(types.text(value, from) ?? `{${value.source.split('.').at(-1)}}`));
  return paths.length > 0 ? paths : [''];
};

const endpointsOf = (handler: Handler, controller: Entry, dialect: Dialect, types: Types): Endpoint[] => {
  const { method, owner, mapping } = handler;
  const prefix = dialect.prefix(controller, types);
  const base = dialect.base(types);
  const own = statusesOf(method, types);
  const statuses = [...new Set([...own, ...(mapping.contract?.statuses ?? [])])].sort((a, b) => a - b);
  const parameters = parametersOf(handler, types);
  const common = {
    framework: dialect.name,
    handler: method.id,
    handlerName: `${controller.type.name}.${method.name}`,
    ...responseOf(handler, types),
    statuses,
    ...(method.doc ? { summary: method.doc } : handler.doc ? { summary: handler.doc } : {}),
    span: method.span,
  };
  const prefixes = prefix ? pathsOf(prefix.values, prefix.from, types) : [''];
  return prefixes.flatMap((start) =>
    pathsOf(mapping.paths, handler.from, types).flatMap((path) =>
      (mapping.verbs.length > 0 ? mapping.verbs : (prefix?.verbs ?? ['ANY'])).map((verb) => {
        const route = joinRoute(base, start, path);
        return {
          verb: verbOf(verb),
          route,
          ...common,
          parameters: inRoute(parameters, route),
          auth: authorities(types).of(verb, route, owner, controller, handler),
        };
      }),
    ),
  );
};

const functional = (route: FunctionalRoute, types: Types, piece: JavaPiece): Endpoint[] => {
  const owner = types.all.find(({ type }) => route.symbol.startsWith(type.id));
  if (!owner || piece.isTest) return [];
  const path = joinRoute(
    types.setting('spring.webflux.base-path') ?? '',
    ...route.path.map((value) => types.filled(types.text(value, owner) ?? value.source)),
  );
  const target = route.handler && types.find(route.handler.type, owner);
  const method = target?.type.methods.find(({ name }) => name === route.handler?.method);
  return [
    {
      verb: verbOf(route.verb),
      route: path,
      framework: 'spring',
      handler: method?.id ?? route.symbol,
      handlerName: route.handler
        ? `${target?.type.name ?? route.handler.type}.${route.handler.method}`
        : owner.type.name,
      auth: authorities(types).of(route.verb, path, undefined, owner, undefined),
      parameters: inRoute([], path),
      statuses: method ? statusesOf(method, types) : [],
      ...(method?.doc && { summary: method.doc }),
      span: route.span,
    },
  ];
};

/** The endpoints that annotations, router functions and servlets make. */
export const linkEndpoints = (pieces: readonly JavaPiece[], types: Types): Endpoint[] => {
  const found = types.all
    .filter(({ type }) => !type.isTest)
    .flatMap((controller) => {
      const dialect = dialectOf(controller, types);
      const annotated = dialect
        ? handlersOf(controller, dialect, types).flatMap((handler) => endpointsOf(handler, controller, dialect, types))
        : [];
      return [...annotated, ...servletEndpoints(controller, types)];
    });
  const all = [
    ...found,
    ...pieces.flatMap((piece) => piece.routes.flatMap((route) => functional(route, types, piece))),
  ];
  const seen = new Set<string>();
  return all.filter(({ verb, route, handlerName }) => {
    const key = `${verb} ${route} ${handlerName}`;
    return !seen.has(key) && seen.add(key);
  });
};
