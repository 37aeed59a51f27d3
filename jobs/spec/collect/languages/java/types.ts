import type { Annotation, JavaPiece, JavaType, Text, Value } from './model.ts';
import type { OpenApiOperation } from './openapi.ts';
import { joinText, simpleName, typeArguments } from './values.ts';

/** A type with the file it stands in. */
export type Entry = { readonly type: JavaType; readonly piece: JavaPiece };

const maxDepth = 12;

/** Every type of the archive: found by name from where it is named, with its supertypes, constants and settings. */
export class Types {
  readonly all: readonly Entry[];
  private readonly byId = new Map<string, Entry>();
  private readonly byName = new Map<string, Entry[]>();
  private readonly byQualifiedName = new Map<string, Entry>();
  private readonly settings = new Map<string, string>();
  private readonly operations = new Map<string, OpenApiOperation[]>();

  constructor(pieces: readonly JavaPiece[]) {
    this.all = pieces.flatMap((piece) => piece.types.map((type) => ({ type, piece })));
    for (const entry of this.all) {
      this.byId.set(entry.type.id, entry);
      this.byQualifiedName.set(entry.type.qualifiedName, entry);
      const named = this.byName.get(entry.type.name);
      if (named) named.push(entry);
      else this.byName.set(entry.type.name, [entry]);
    }
    const byProfile = (path: string): number => (/(application|bootstrap)-[^/]*$/.test(path) ? 1 : 0);
    for (const { properties, operations, isTest } of pieces.toSorted((a, b) => byProfile(a.path) - byProfile(b.path))) {
      if (isTest) continue;
      for (const [key, { value }] of Object.entries(properties))
        if (!this.settings.has(key)) this.settings.set(key, value);
      for (const one of operations) this.operations.set(one.id, [...(this.operations.get(one.id) ?? []), one]);
    }
  }

  /** The operations of contracts that a method's name stands for. */
  operationsOf(method: string): readonly OpenApiOperation[] {
    return this.operations.get(method) ?? [];
  }

  entry(id: string): Entry | undefined {
    return this.byId.get(id);
  }

  /** The type that a name means in a file: nested, imported, of the package, or the only one that is called so. */
  find(name: string, from: Entry): Entry | undefined {
    const bare = name.replace(/<[\s\S]*$/, '').trim();
    const simple = simpleName(bare);
    const named = this.byName.get(simple) ?? [];
    if (bare.includes('.') && this.byQualifiedName.has(bare)) return this.byQualifiedName.get(bare);
    const imports = new Set(from.piece.imports);
    const near: readonly ((entry: Entry) => boolean)[] = [
      ({ type }) => type.outer === from.type.id || (type.outer !== undefined && type.outer === from.type.outer),
      ({ piece }) => piece === from.piece,
      ({ type }) => imports.has(type.qualifiedName),
      ({ piece }) => piece.package === from.piece.package,
      ({ piece }) => imports.has(`${piece.package}.*`),
    ];
    const outer = bare.includes('.') ? bare.split('.').at(-2) : undefined;
    const fitting = outer ? named.filter(({ type }) => type.qualifiedName.endsWith(`${outer}.${simple}`)) : named;
    for (const test of near) {
      const found = fitting.find(test);
      if (found) return found;
    }
    const elsewhere = from.piece.imports.some((one) => one.endsWith(`.${simple}`));
    return fitting.length === 1 && !elsewhere ? fitting[0] : undefined;
  }

  /** Its supertypes that stand in the archive, nearest first; each once. */
  supers(entry: Entry, depth = 0, seen = new Set<string>([entry.type.id])): Entry[] {
    if (depth > maxDepth) return [];
    const direct: Entry[] = [];
    for (const name of [...entry.type.extends, ...entry.type.implements]) {
      const found = this.find(name, entry);
      if (!found || seen.has(found.type.id)) continue;
      seen.add(found.type.id);
      direct.push(found);
    }
    return [...direct, ...direct.flatMap((found) => this.supers(found, depth + 1, seen))];
  }

  /** The names of all its supertypes, of the archive or not, without type arguments. */
  superNames(entry: Entry): Set<string> {
    return new Set(
      [entry, ...this.supers(entry)].flatMap(({ type }) => [...type.extends, ...type.implements].map(simpleName)),
    );
  }

  /** What its generic supertype of a name is given: `extends JpaRepository<Owner, Integer>` -> Owner, Integer. */
  superArguments(entry: Entry, pattern: RegExp): string[] {
    for (const { type } of [entry, ...this.supers(entry)]) {
      const found = [...type.extends, ...type.implements].find((name) => pattern.test(simpleName(name)));
      if (found) return typeArguments(found);
    }
    return [];
  }

  /** The value of a constant, by the name it has in a type. */
  constant(ref: string, from: Entry, depth = 0): string | undefined {
    if (depth > maxDepth || !/^[\w$.]+$/.test(ref)) return undefined;
    const path = ref.split('.');
    const name = path.at(-1) ?? ref;
    const places = path.length > 1 ? [this.find(path.slice(0, -1).join('.'), from)] : this.scopes(from, name);
    for (const place of places) {
      for (const entry of place ? [place, ...this.supers(place)] : []) {
        const value = entry.type.constants[name];
        if (value) return this.text(value, entry, depth + 1) ?? value.source;
      }
    }
    return undefined;
  }

  /** Where a bare name may be declared: the type, those around it, and what is imported statically. */
  private scopes(from: Entry, name: string): Entry[] {
    const around: Entry[] = [];
    for (let entry: Entry | undefined = from; entry && around.length < maxDepth; ) {
      around.push(entry);
      entry = entry.type.outer ? this.byId.get(entry.type.outer) : undefined;
    }
    const imported = from.piece.staticImports
      .filter((one) => one.endsWith(`.${name}`) || one.endsWith('.*'))
      .map((one) => one.replace(/\.[^.]*$/, ''))
      .flatMap((type) => this.byQualifiedName.get(type) ?? []);
    return [...around, ...imported];
  }

  /** A value as a text, with constants and ${settings:defaults} filled in; undefined where nothing of it is known. */
  text(value: Value | undefined, from: Entry, depth = 0): string | undefined {
    return value?.text && this.join(value.text, from, depth);
  }

  private join(text: Text, from: Entry, depth: number): string | undefined {
    return joinText(text, (ref) => (/^-?\d/.test(ref) ? ref : this.constant(ref, from, depth)));
  }

  /** ${key:default} -> the default, or what the application's own settings say. */
  filled(text: string): string {
    return text.replace(
      /\$\{([^{}:]+)(?::([^{}]*))?\}/g,
      (whole, key: string, fallback?: string) => this.settings.get(key.trim()) ?? fallback ?? whole,
    );
  }

  setting(...keys: readonly string[]): string | undefined {
    return keys.map((key) => this.settings.get(key)).find((value) => value !== undefined);
  }

  /** A number, or a product or sum of numbers and constants. */
  number(value: Value | undefined, from: Entry): number | undefined {
    if (!value) return undefined;
    const source = this.filled(
      value.text?.length === 1 && typeof value.text[0] === 'string' ? value.text[0] : value.source,
    );
    const terms = source
      .replace(/[\w.$]*[A-Za-z_$][\w.$]*/g, (ref) => (/^\d/.test(ref) ? ref : (this.constant(ref, from) ?? 'x')))
      .replace(/(?<=\d)_(?=\d)/g, '')
      .replace(/(?<=\d)[lLdDfF]\b/g, '')
      .replace(/[()\s]/g, '');
    if (!/^-?\d+(\.\d+)?([*+]\d+(\.\d+)?)*$/.test(terms)) return undefined;
    return terms
      .split('+')
      .reduce((sum, product) => sum + product.split('*').reduce((all, factor) => all * Number(factor), 1), 0);
  }

  /** The first text of an annotation's argument, under any of its names. */
  argument(annotation: Annotation | undefined, from: Entry, ...names: readonly string[]): string | undefined {
    const value = names.flatMap((name) => annotation?.args[name] ?? [])[0];
    const text = this.text(value, from);
    return text === undefined ? undefined : this.filled(text);
  }

  /** An annotation of these names on the type, or on an annotation that stands on it. */
  annotation(
    annotations: readonly Annotation[],
    from: Entry,
    names: ReadonlySet<string>,
    depth = 0,
  ): Annotation | undefined {
    const direct = annotations.find(({ name }) => names.has(name));
    if (direct || depth > 4) return direct;
    for (const one of annotations) {
      const declared = this.find(one.name, from);
      if (declared?.type.kind !== 'annotation') continue;
      const found = this.annotation(declared.type.annotations, declared, names, depth + 1);
      if (found) return { ...found, args: { ...found.args, ...one.args }, span: one.span };
    }
    return undefined;
  }
}
