import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { plain, typesOf } from './plain.ts';
import { type Comparison, type Refusal, refuse } from './refusal.ts';
import { resolver } from './resolver.ts';

/** A schema, and the document that its references lead into. */
export type Side = { readonly schema: JsonObject; readonly root: JsonObject };

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const namesIn = (list: JsonValue | undefined): readonly string[] => (Array.isArray(list) ? list.map(String) : []);

const schemasIn = (value: JsonValue | undefined): readonly JsonObject[] | undefined =>
  Array.isArray(value) ? value.filter(isObject) : undefined;

const asSchema = (value: JsonValue | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

const couldBe = (schema: JsonObject, type: string): boolean => typesOf(schema)?.includes(type) ?? true;

/**
 * What `reader` refuses of what `writer` allows: nothing, if everybody who keeps to the writer's schema is understood by who keeps to the reader's. A
 * reader that does not close an object ignores what it does not know. Knows the JSON Schema that zod writes, and takes any other constraint that differs for a refusal.
 */
export const refusals = (reader: Side, writer: Side): readonly Refusal[] => {
  const [read, write] = [resolver(reader.root), resolver(writer.root)];
  const underway = new Set<string>();

  const members: Comparison = (taken, said, path) => {
    const [knows, has] = [asSchema(taken.properties) ?? {}, asSchema(said.properties) ?? {}];
    const others = asSchema(said.additionalProperties);
    const missing = namesIn(taken.required)
      .filter((name) => !namesIn(said.required).includes(name))
      .flatMap((name) =>
        refuse(
          below(path, name),
          name in has || others ? 'may be missing, and is asked for' : 'is not said, and is asked for',
        ),
      );
    const known = Object.entries(knows).flatMap(([name, schema]) => {
      const given = asSchema(has[name]) ?? others;
      return isObject(schema) && given ? compare(schema, given, below(path, name)) : [];
    });
    const unknown = Object.entries(has).flatMap(([name, schema]) => {
      if (name in knows || !isObject(schema)) return [];
      const names = asSchema(taken.propertyNames);
      if (names && compare(names, { const: name }, '').length > 0)
        return refuse(below(path, name), 'has a name that is not taken');
      if (taken.additionalProperties === false)
        return refuse(below(path, name), 'may be there, and nothing unknown is taken');
      return isObject(taken.additionalProperties) ? compare(taken.additionalProperties, schema, below(path, name)) : [];
    });
    return [...missing, ...known, ...unknown, ...openMembers(taken, said, path)];
  };

  /** Of objects whose names of members are not all known. */
  const openMembers: Comparison = (taken, said, path) => {
    const others = asSchema(said.additionalProperties);
    if (!others) return [];
    const [takenNames, saidNames] = [asSchema(taken.propertyNames), asSchema(said.propertyNames) ?? { type: 'string' }];
    return [
      ...(takenNames ? compare(takenNames, saidNames, below(path, '(name)')) : []),
      ...(taken.additionalProperties === false
        ? refuse(path, 'may have any member, and nothing unknown is taken')
        : []),
      ...(isObject(taken.additionalProperties) ? compare(taken.additionalProperties, others, below(path, '*')) : []),
    ];
  };

  const elements: Comparison = (taken, said, path) => {
    const [takenFirst, saidFirst] = [schemasIn(taken.prefixItems) ?? [], schemasIn(said.prefixItems) ?? []];
    const [takenRest, saidRest] = [asSchema(taken.items), asSchema(said.items)];
    const length = Math.max(takenFirst.length, saidFirst.length);
    const pairs = Array.from({ length: length + 1 }, (_, at) => [
      takenFirst[at] ?? takenRest,
      saidFirst[at] ?? saidRest,
    ]);
    return pairs.flatMap(([one, other], at) =>
      one ? compare(one, other ?? {}, `${path}[${at < length ? at : ''}]`) : [],
    );
  };

  /** Of a reader that takes one of several: what the variant that refuses least refuses. */
  const oneOf = (variants: readonly JsonObject[], said: JsonObject, path: string): readonly Refusal[] => {
    const all = variants.map((variant) => compare(variant, said, path)).sort((a, b) => a.length - b.length);
    return all[0] ?? [];
  };

  const ofOne: Comparison = (taken, said, path) => {
    const variants = schemasIn(taken.anyOf ?? taken.oneOf);
    if (variants) return oneOf(variants, said, path);
    const found = plain(taken, said, path);
    if (found.length > 0) return found;
    return [
      ...(couldBe(said, 'object') && couldBe(taken, 'object') ? members(taken, said, path) : []),
      ...(couldBe(said, 'array') && couldBe(taken, 'array') ? elements(taken, said, path) : []),
    ];
  };

  /** What a writer may say, one way after the other: a variant, a type, a value. */
  const waysOf = (schema: JsonObject): readonly JsonObject[] => {
    const { anyOf, oneOf: variants, ...rest } = schema;
    const all = schemasIn(anyOf ?? variants);
    if (all) return all.flatMap((variant) => waysOf({ ...rest, ...write(variant) }));
    if (Array.isArray(schema.type)) return schema.type.map((type) => ({ ...schema, type }));
    return Array.isArray(schema.enum) ? schema.enum.map((value) => ({ ...rest, enum: [value] })) : [schema];
  };

  const compare: Comparison = (given, saidAs, path) => {
    const key = JSON.stringify([given, saidAs]);
    if (underway.has(key)) return [];
    underway.add(key);
    const taken = read(given);
    const found =
      Object.keys(taken).length === 0 ? [] : waysOf(write(saidAs)).flatMap((way) => ofOne(taken, way, path));
    underway.delete(key);
    return found;
  };

  const found = compare(reader.schema, writer.schema, '');
  return [...new Map(found.map((each) => [`${each.path} ${each.what}`, each])).values()];
};
