import { verbs } from '../../route.ts';
import type { Annotation, Value } from '../model.ts';
import type { OpenApiOperation } from '../openapi.ts';
import type { Entry, Types } from '../types.ts';
import { annotated } from '../values.ts';

/** Paths and verbs that a mapping gives; no verb: any. */
export type Mapping = {
  readonly paths: readonly Value[];
  readonly verbs: readonly string[];
  /** The operation of a contract that it comes from. */
  readonly contract?: OpenApiOperation;
};

export type Prefix = { readonly values: readonly Value[]; readonly verbs?: readonly string[]; readonly from: Entry };

/** How a framework says by annotations what answers where. */
export type Dialect = {
  readonly name: string;
  /** Whether a type answers requests. */
  readonly answers: (entry: Entry, types: Types) => boolean;
  readonly prefix: (entry: Entry, types: Types) => Prefix | undefined;
  /** What stands before every route. */
  readonly base: (types: Types) => string;
  readonly mapping: (annotations: readonly Annotation[], from: Entry, types: Types) => Mapping | undefined;
};

const argumentsOf = (annotation: Annotation | undefined, ...names: readonly string[]): readonly Value[] =>
  names.flatMap((name) => annotation?.args[name] ?? []);

/** The nearest of a type and its supertypes that carries an annotation. */
const onHierarchy = (
  entry: Entry,
  types: Types,
  ...names: readonly string[]
): { annotation: Annotation; from: Entry } | undefined => {
  for (const from of [entry, ...types.supers(entry)]) {
    const annotation = types.annotation(from.type.annotations, from, new Set(names));
    if (annotation) return { annotation, from };
  }
  return undefined;
};

const springVerbs: Readonly<Record<string, string>> = {
  GetMapping: 'GET',
  PostMapping: 'POST',
  PutMapping: 'PUT',
  PatchMapping: 'PATCH',
  DeleteMapping: 'DELETE',
};
const springMappings = new Set(['RequestMapping', ...Object.keys(springVerbs)]);
const springMarkers = new Set(['Controller', 'RestController', 'RepositoryRestController', 'BasePathAwareController']);

const fromPackage = (entry: Entry, name: string): boolean => entry.piece.imports.some((one) => one.startsWith(name));

const spring: Dialect = {
  name: 'spring',
  answers: (entry, types) => {
    const { type } = entry;
    if (type.kind !== 'class' || fromPackage(entry, 'io.micronaut.http')) return false;
    if (types.annotation(type.annotations, entry, springMarkers)) return true;
    return annotated(type.annotations, 'RequestMapping') !== undefined && !type.modifiers.includes('abstract');
  },
  prefix: (entry, types) => {
    const found = onHierarchy(entry, types, 'RequestMapping');
    if (!found) return undefined;
    const verbs = argumentsOf(found.annotation, 'method').map(({ source }) => source);
    return {
      values: argumentsOf(found.annotation, 'value', 'path'),
      ...(verbs.length > 0 && { verbs }),
      from: found.from,
    };
  },
  base: (types) =>
    (types.setting(
      'server.servlet.context-path',
      'server.servlet.contextPath',
      'server.context-path',
      'spring.webflux.base-path',
    ) ?? '') + (types.setting('spring.mvc.servlet.path') ?? ''),
  mapping: (annotations, from, types) => {
    const found = types.annotation(annotations, from, springMappings);
    if (!found) return undefined;
    const verb = springVerbs[found.name];
    return {
      paths: argumentsOf(found, 'value', 'path'),
      verbs: verb ? [verb] : argumentsOf(found, 'method').map(({ source }) => source),
    };
  },
};

const jaxVerbs: readonly string[] = Object.values(verbs);

const jaxrs: Dialect = {
  name: 'jax-rs',
  answers: (entry, types) => {
    if (entry.type.kind !== 'class' || annotated(entry.type.annotations, 'RegisterRestClient')) return false;
    return onHierarchy(entry, types, 'Path') !== undefined;
  },
  prefix: (entry, types) => {
    const found = onHierarchy(entry, types, 'Path');
    return found && { values: argumentsOf(found.annotation, 'value'), from: found.from };
  },
  base: (types) => {
    const root = types.setting('quarkus.http.root-path', 'quarkus.rest.path', 'quarkus.resteasy.path') ?? '';
    const application = types.all.find(({ type }) => annotated(type.annotations, 'ApplicationPath') && !type.isTest);
    const path =
      application && types.argument(annotated(application.type.annotations, 'ApplicationPath'), application, 'value');
    return `${root}/${path ?? ''}`;
  },
  mapping: (annotations, from, types) => {
    const verbs = jaxVerbs.filter((verb) => types.annotation(annotations, from, new Set([verb])));
    if (verbs.length === 0) return undefined;
    return { paths: argumentsOf(annotated(annotations, 'Path'), 'value'), verbs };
  },
};

const micronautVerbs: Readonly<Record<string, string>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
};

const micronaut: Dialect = {
  name: 'micronaut',
  answers: (entry) =>
    entry.type.kind === 'class' &&
    fromPackage(entry, 'io.micronaut.http') &&
    annotated(entry.type.annotations, 'Controller') !== undefined,
  prefix: (entry) => ({ values: argumentsOf(annotated(entry.type.annotations, 'Controller'), 'value'), from: entry }),
  base: (types) => types.setting('micronaut.server.context-path') ?? '',
  mapping: (annotations) => {
    const found = annotated(annotations, ...Object.keys(micronautVerbs));
    return found && { paths: argumentsOf(found, 'value', 'uri', 'uris'), verbs: [micronautVerbs[found.name] ?? 'ANY'] };
  },
};

const dialects: readonly Dialect[] = [micronaut, spring, jaxrs];

/** The framework by which a type answers requests. */
export const dialectOf = (entry: Entry, types: Types): Dialect | undefined => {
  if (
    entry.type.annotations.some(({ name }) =>
      /^(FeignClient|HttpExchange|ControllerAdvice|RestControllerAdvice)$/.test(name),
    )
  )
    return undefined;
  return dialects.find(({ answers }) => answers(entry, types));
};
