import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Trace } from '../mapped.ts';
import { isMarker, step } from './found.ts';
import type { Piece } from './map-part.ts';

/** A value with its keys in order: equal values have equal texts. Lists of scalars are sets to CloudFormation's services. */
export const canonical = (value: JsonValue | undefined): string => {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    return `[${(value.some((item) => typeof item === 'object') ? items : items.sort()).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
};

/** An intrinsic function or a marker is one value, however it is written. */
const isOneValue = (value: JsonValue) => {
  if (!isObject(value) || isMarker(value)) return true;
  const [key = '', second] = Object.keys(value);
  return second === undefined && /^(Ref|Condition|Fn::\w+)$/.test(key);
};

/** What tells the items of a list apart that several parts add to: a tag's key, an inline policy's name. */
const itemKeys = ['Key', 'PolicyName', 'Id', 'Sid', 'DeviceName'];

const keyed = (items: readonly JsonValue[]): ReadonlyMap<string, number> | undefined => {
  const field = itemKeys.find((name) => items.every((item) => isObject(item) && typeof item[name] === 'string'));
  if (field === undefined) return undefined;
  const index = new Map(items.map((item, at) => [isObject(item) ? String(item[field]) : '', at]));
  return index.size === items.length ? index : undefined;
};

/** The merging of one newer piece into an older one. Pointers of the newer move where lists grow. */
class Merging {
  readonly superseded: string[] = [];
  readonly moves = new Map<string, string>();
  readonly #adds: boolean;

  constructor(adds: boolean) {
    this.#adds = adds;
  }

  objects(older: JsonObject, newer: JsonObject, at: string, from: string): JsonObject {
    const merged = new Map<string, JsonValue>();
    const members = (value: JsonObject) =>
      Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
    for (const [name, value] of members(older)) merged.set(name, value);
    for (const [name, value] of members(newer)) {
      const there = merged.get(name);
      const [to, was] = [step(at, name), step(from, name)];
      merged.set(name, there === undefined ? this.#added(value, to, was) : this.values(there, value, to, was));
    }
    return Object.fromEntries(merged);
  }

  values(older: JsonValue, newer: JsonValue, at: string, from: string): JsonValue {
    if (canonical(older) === canonical(newer)) return this.#added(newer, at, from);
    if (isObject(older) && isObject(newer) && !isOneValue(older) && !isOneValue(newer)) {
      return this.objects(older, newer, at, from);
    }
    const union = Array.isArray(older) && Array.isArray(newer) ? this.#lists(older, newer, at, from) : undefined;
    if (union) return union;
    this.superseded.push(at);
    return this.#added(newer, at, from);
  }

  /** What is not there yet, at the end. */
  #appended(older: readonly JsonValue[], newer: readonly JsonValue[], at: string, from: string) {
    const merged = [...older];
    const known = older.map(canonical);
    newer.forEach((item, index) => {
      const there = known.indexOf(canonical(item));
      this.#added(item, step(at, there < 0 ? merged.length : there), step(from, index));
      if (there < 0) merged.push(item);
    });
    return merged;
  }

  #lists(older: readonly JsonValue[], newer: readonly JsonValue[], at: string, from: string) {
    if (this.#adds) return this.#appended(older, newer, at, from);
    const keys = keyed(older);
    const newKeys = keyed(newer);
    if (!keys || !newKeys) return undefined;
    const merged = [...older];
    for (const [key, index] of newKeys) {
      const value = newer[index] ?? null;
      const there = keys.get(key);
      const target = there ?? merged.length;
      const [to, was] = [step(at, target), step(from, index)];
      const item =
        there === undefined ? this.#added(value, to, was) : this.values(older[there] ?? null, value, to, was);
      if (there === undefined) merged.push(item);
      else merged[there] = item;
    }
    return merged;
  }

  #added(value: JsonValue, at: string, from: string): JsonValue {
    if (at !== from) this.moves.set(from, at);
    return value;
  }

  movedTo(pointer: string): string {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      const target = this.moves.get(pointer.slice(0, end));
      if (target !== undefined) return target + pointer.slice(end);
    }
    return pointer;
  }
}

const isUnder = (pointer: string, at: string) => pointer === at || pointer.startsWith(`${at}/`);

const dated = (piece: Piece) => piece.parts[0]?.capturedAt;

/** Oldest first; what doesn't say when it was captured is older than what does, and among such the later in the drop is newer. */
const byAge = (one: Piece, other: Piece) => {
  if (one.precedence !== other.precedence) return one.precedence - other.precedence;
  const [left, right] = [dated(one) ?? '', dated(other) ?? ''];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

const sourcesOf = (piece: Piece, at: string) => {
  const trace = piece.traces.find((each) => each.outcome === 'carried' && isUnder(each.to, at));
  return trace?.source ?? piece.parts[0]?.source;
};

const duplicate = (older: Piece, newer: Piece, at: string, from: string): Finding => {
  const sources = [sourcesOf(older, at), sourcesOf(newer, from)].filter((source) => source !== undefined);
  const name = newer.name ?? older.name ?? newer.type;
  const [loser, winner] = sources.map(({ file }) => file);
  const when = dated(newer) === undefined ? 'the later of the two' : 'the newer of the two';
  return {
    rule: 'duplicate-resource',
    severity: 'WARN',
    message: `${name} (${newer.type}) is in the drop twice and ${at.slice(1)} differs: the value of ${winner} is used, ${when}, and not that of ${loser}.`,
    resourceType: newer.type,
    property: `Properties${at}`,
    hint: 'Remove the file that is out of date from the drop.',
    sources,
  };
};

const superseded = (trace: Trace, at: readonly string[], by: Piece): Trace => {
  if (trace.outcome !== 'carried' || !at.some((pointer) => isUnder(trace.to, pointer))) return trace;
  const note = `${by.parts[0]?.source.file ?? 'another file'} says otherwise`;
  return { outcome: 'dropped', source: trace.source, reason: 'superseded', note };
};

/** What a resource is made of, as its pieces come in: what grows with their number is added to, never copied. */
type Growing = { whole: Piece; readonly traces: Trace[]; readonly identity: Set<string>; readonly findings: Finding[] };

const take = (growing: Growing, newer: Piece): void => {
  const { whole: older, traces, identity, findings } = growing;
  const merging = new Merging(newer.isAddition);
  const properties = merging.objects(older.properties, newer.properties, '', '');
  const origins = new Map(merging.moves.entries().map(([from, to]) => [to, from]));
  for (const at of merging.superseded) {
    findings.push(duplicate({ ...older, traces }, newer, at, origins.get(at) ?? at));
  }
  if (merging.superseded.length > 0) {
    for (const [at, trace] of traces.entries()) traces[at] = superseded(trace, merging.superseded, newer);
  }
  for (const trace of newer.traces) {
    traces.push(trace.outcome === 'carried' ? { ...trace, to: merging.movedTo(trace.to) } : trace);
  }
  for (const each of newer.identity) identity.add(each);
  const ref = older.ref ?? newer.ref;
  const name = older.name ?? newer.name;
  growing.whole = {
    type: newer.type,
    properties,
    ...(ref === undefined ? {} : { ref }),
    returns: { ...older.returns, ...newer.returns },
    ...(name === undefined ? {} : { name }),
    parts: older.parts,
    identity: older.identity,
    precedence: newer.precedence,
    isAddition: older.isAddition && newer.isAddition,
    traces: older.traces,
  };
};

/**
 * One resource of its parts: the union of their properties. Where two differ the newer wins by its own timestamp, else the later
 * in the drop; a finding names both.
 */
export const merge = (pieces: readonly Piece[]): { piece: Piece; findings: readonly Finding[] } | undefined => {
  const findings: Finding[] = [];
  const [oldest, ...rest] = [...pieces].sort(byAge);
  if (!oldest) return undefined;
  const growing: Growing = { whole: oldest, traces: [...oldest.traces], identity: new Set(oldest.identity), findings };
  for (const newer of rest) take(growing, newer);
  const { whole, traces, identity } = growing;
  return {
    piece: { ...whole, traces, identity: [...identity], parts: pieces.flatMap(({ parts }) => parts) },
    findings,
  };
};
