import type { Annotation, JavaMethod } from '../model.ts';
import type { Entry, Types } from '../types.ts';
import type { Dialect, Mapping } from './dialects.ts';

/** A method that answers, and where its mapping is said: on itself, or on what it overrides. */
export type Handler = {
  readonly method: JavaMethod;
  /** The type that declares the method. */
  readonly owner: Entry;
  readonly mapping: Mapping;
  /** The type that declares the mapping: constants in its paths are looked up there. */
  readonly from: Entry;
  /** Of the method and of all that it overrides. */
  readonly annotations: readonly Annotation[];
  /** The annotations of each parameter, those of overridden methods among them. */
  readonly parameters: readonly (readonly Annotation[])[];
  /** What the overridden method's doc comment says. */
  readonly doc?: string;
};

type Version = { readonly from: Entry; readonly method: JavaMethod };

const overrides = (one: JavaMethod, other: JavaMethod): boolean =>
  one.name === other.name && one.parameters.length === other.parameters.length;

/** What a type declares of a method: the overload with the same types, or the only one with as many parameters. */
const versionIn = (from: Entry, method: JavaMethod): JavaMethod | undefined => {
  const fitting = from.type.methods.filter((one) => overrides(one, method));
  return (
    fitting.find((one) => one.parameters.every(({ type }, at) => type === method.parameters[at]?.type)) ?? fitting[0]
  );
};

/** The mapping that a contract gives to a method which overrides one of a generated interface. */
const contracted = (method: JavaMethod, levels: readonly Entry[], types: Types): Mapping | undefined => {
  const generated = levels.some(({ type }) =>
    /(Api|ApiDelegate|Resource|Service)$/.test(type.implements.join(' ').replace(/<[^<>]*>/g, '')),
  );
  const [operation, ...others] = generated ? types.operationsOf(method.name) : [];
  if (!operation || others.length > 0) return undefined;
  return { paths: [{ source: operation.path, text: [operation.path] }], verbs: [operation.verb], contract: operation };
};

const handlerOf = (
  owner: Entry,
  method: JavaMethod,
  levels: readonly Entry[],
  dialect: Dialect,
  types: Types,
): Handler | undefined => {
  const versions = levels.slice(levels.indexOf(owner)).flatMap((from): Version[] => {
    const version = from === owner ? method : versionIn(from, method);
    return version ? [{ from, method: version }] : [];
  });
  for (const version of versions) {
    const mapping =
      dialect.mapping(version.method.annotations, version.from, types) ??
      (version === versions.at(-1) ? contracted(method, levels, types) : undefined);
    if (!mapping) continue;
    const doc = versions.map((one) => one.method.doc).find((one) => one !== undefined) ?? mapping.contract?.summary;
    return {
      method,
      owner,
      mapping,
      from: version.from,
      annotations: versions.flatMap((one) => one.method.annotations),
      parameters: method.parameters.map((_, at) =>
        versions.flatMap((one) => one.method.parameters[at]?.annotations ?? []),
      ),
      ...(doc && { doc }),
    };
  }
  return undefined;
};

/** The methods of a controller that answer, inherited ones among them. */
export const handlersOf = (controller: Entry, dialect: Dialect, types: Types): Handler[] => {
  const levels = [controller, ...types.supers(controller)];
  const taken: JavaMethod[] = [];
  return levels.flatMap((owner) => {
    const own = owner.type.methods.filter((method) => !taken.some((one) => overrides(one, method)));
    taken.push(...own);
    return own.flatMap((method) => handlerOf(owner, method, levels, dialect, types) ?? []);
  });
};
