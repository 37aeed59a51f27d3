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

const sameSignature = (one: JavaMethod, other: JavaMethod): boolean =>
  one.name === other.name && one.parameters.length === other.parameters.length;

/** The methods of a controller that answer, inherited ones among them. */
export const handlersOf = (controller: Entry, dialect: Dialect, types: Types): Handler[] => {
  const levels = [controller, ...types.supers(controller)];
  const taken: JavaMethod[] = [];
  const found: Handler[] = [];
  for (const owner of levels) {
    for (const method of owner.type.methods) {
      if (
        taken.some(
          (one) =>
            sameSignature(one, method) &&
            one.parameters.every(({ type }, at) => type === method.parameters[at]?.type || owner !== controller),
        )
      )
        continue;
      taken.push(method);
      const versions = levels
        .map((from) => ({
          from,
          method: from === owner ? method : from.type.methods.find((one) => sameSignature(one, method)),
        }))
        .filter((one): one is { from: Entry; method: JavaMethod } => one.method !== undefined)
        .filter(({ from }) => levels.indexOf(from) >= levels.indexOf(owner));
      for (const version of versions) {
        const mapping = dialect.mapping(version.method.annotations, version.from, types);
        if (!mapping) continue;
        const doc = versions.map((one) => one.method.doc).find((one) => one !== undefined);
        found.push({
          method,
          owner,
          mapping,
          from: version.from,
          annotations: versions.flatMap((one) => one.method.annotations),
          parameters: method.parameters.map((_, index) =>
            versions.flatMap((one) => one.method.parameters[index]?.annotations ?? []),
          ),
          ...(doc && { doc }),
        });
        break;
      }
    }
  }
  return found;
};
