import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo } from '../pointer.ts';
import { UnreadableError } from '../unreadable.ts';
import { emit, type Surroundings } from './aws-cli/emit.ts';
import { rows } from './aws-cli/index.ts';
import { namesOnly } from './aws-cli/names-only.ts';
import { envelopeKeys, type Row } from './aws-cli/row.ts';
import { type Selected, select } from './aws-cli/select.ts';
import { asUnknown, unknownItems } from './aws-cli/unknown.ts';
import { type Dialect, type DialectReading, type FileContext, joinReadings, nothingRead } from './dialect.ts';
import { incompleteNotes } from './incomplete.ts';

const firstKey = (row: Row): string => row.at.split('.')[0]?.replace('[]', '') ?? '';

const keyed = Map.groupBy(
  rows.filter(({ at }) => at !== ''),
  firstKey,
);
const bare = rows.filter(({ at }) => at === '');
/** Rows whose items can be told without the name of their list: what `--query 'Vpcs[]'` prints. */
const telling = rows.filter(({ at, has = [], under }) => at !== '' && has.length > 1 && under === undefined);

const fits = (row: Row, item: JsonValue, root: JsonObject): boolean => {
  if (row.has && !(isObject(item) && row.has.every((key) => Object.hasOwn(item, key)))) return false;
  return !row.when || (isObject(item) && row.when(item, root));
};

const fitsOnly = ({ only }: Row, root: JsonObject): boolean => {
  if (!only) return true;
  const keys = Object.keys(root);
  return keys.every((key) => only.includes(key) || envelopeKeys.has(key)) && keys.some((key) => only.includes(key));
};

const bareRows = (root: JsonObject): readonly Row[] =>
  bare.filter((row) => fitsOnly(row, root) && fits(row, root, root));

const verbOf = (row: Row): string => row.command.split(' ')[1] ?? row.command;

/** Where two commands print the same shape, the file's name may break the tie; nothing else may. */
const chosen = (candidates: readonly Row[], surroundings: Surroundings): Row | undefined => {
  if (candidates.length < 2) return candidates[0];
  const named = candidates.filter((row) => surroundings.context.file.includes(verbOf(row)));
  const [only, ...others] = named.length === 0 ? candidates.filter(({ usual }) => usual) : named;
  if (only && others.length === 0) return only;
  const commands = candidates.map(verbOf).join(' or ');
  throw new UnreadableError('failed', `could be the output of ${commands}: put the command in the file's name`);
};

const payload = (root: JsonObject) => Object.keys(root).filter((key) => !envelopeKeys.has(key));

const isEmpty = (value: JsonValue | undefined) =>
  typeof value !== 'object' || value === null || Object.keys(value).length === 0;

/** Everything under one key of the output, each item by the first row that fits it, others untyped. */
const readKey = (key: string, rowsOfKey: readonly Row[], at: Surroundings): DialectReading => {
  const taken = new Set<string>();
  const fitted = new Set<string>();
  const readings: DialectReading[] = [];
  for (const row of rowsOfKey) {
    for (const item of select(at.root, row.at)) {
      if (taken.has(item.pointer) || !fits(row, item.value, at.root)) continue;
      taken.add(item.pointer);
      fitted.add(row.at);
      readings.push(emit(row, item, at));
    }
  }
  const others = [...fitted].flatMap((path) => select(at.root, path).filter(({ pointer }) => !taken.has(pointer)));
  const unknown = others
    .filter(({ value }) => !isEmpty(value))
    .map((item) => asUnknown(item, key, at.base, at.context.file));
  return joinReadings([...readings, { ...nothingRead, resources: unknown }]);
};

const asItem = (item: Selected, candidates: (root: JsonObject) => readonly Row[], at: Surroundings) => {
  if (!isObject(item.value)) return undefined;
  const inside = { ...at, root: item.value };
  const row = chosen(candidates(item.value), inside);
  return row && emit(row, item, inside);
};

const isTelling = ({ has = [] }: Row) => has.length > 1;

/** Rows that the object itself fits as one item; its own lists (an instance's `NetworkInterfaces`) are then parts of it. */
const itemRows = (root: JsonObject): readonly Row[] => {
  const [first] = [...bareRows(root).filter(isTelling), ...telling.filter((row) => fits(row, root, root))];
  return first ? [first] : [];
};

const anyItemRows = (root: JsonObject): readonly Row[] => {
  const rowsOfItem = itemRows(root);
  return rowsOfItem.length > 0 ? rowsOfItem : bareRows(root);
};

const knownKeys = (root: JsonObject): readonly string[] =>
  payload(root).filter((key) =>
    (keyed.get(key) ?? []).some((row) => select(root, row.at).some(({ value }) => fits(row, value, root))),
  );

/** Every list is empty, one of them is a known command's, and there is nothing beside them. */
const listsNothing = (root: JsonObject): boolean => {
  const keys = payload(root);
  const isKnown = (key: string) =>
    Array.isArray(root[key]) && (keyed.get(key) ?? []).some(({ at }) => at.endsWith('[]'));
  return keys.every((key) => isEmpty(root[key])) && keys.some(isKnown);
};

/** What stands beside the known keys and is not of the envelope: kept, to be told of as lost. */
const leftovers = (known: readonly string[], at: Surroundings): DialectReading => ({
  ...nothingRead,
  resources: payload(at.root)
    .filter((key) => !known.includes(key) && !isEmpty(at.root[key]))
    .map((key) =>
      asUnknown({ pointer: pointerTo('', key), value: at.root[key] ?? null }, key, at.base, at.context.file),
    ),
});

const isNamesOnly = (root: JsonObject) => {
  const keys = payload(root);
  return keys.length > 0 && keys.every((key) => Object.hasOwn(namesOnly, key) && Array.isArray(root[key]));
};

const namesNotes = (root: JsonObject): readonly string[] =>
  payload(root).map((key) => `names resources only: run aws ${namesOnly[key]} for each`);

const readObject = (at: Surroundings): DialectReading => {
  const whole = { pointer: '', value: at.root };
  const item = asItem(whole, itemRows, at);
  if (item) return item;
  const known = knownKeys(at.root);
  if (known.length > 0) {
    return joinReadings([...known.map((key) => readKey(key, keyed.get(key) ?? [], at)), leftovers(known, at)]);
  }
  const part = asItem(whole, bareRows, at);
  if (part) return part;
  if (isNamesOnly(at.root)) return { ...nothingRead, notes: namesNotes(at.root) };
  if (listsNothing(at.root)) return { ...nothingRead, notes: ['lists nothing'] };
  const unknown = unknownItems(at.root, at.context.file).map((each) =>
    asUnknown(each, each.called, at.base, at.context.file),
  );
  return { ...nothingRead, resources: unknown };
};

const elements = (list: readonly JsonValue[]): readonly Selected[] =>
  list.flatMap((value, index): readonly Selected[] =>
    Array.isArray(value)
      ? value.map((inner: JsonValue, at) => ({ pointer: pointerTo('', index, at), value: inner }))
      : [{ pointer: pointerTo('', index), value }],
  );

const isKnownItem = (item: JsonValue) => isObject(item) && anyItemRows(item).length > 0;

/** A page of `--output yaml-stream`, or one of many outputs that were collected in a list. */
const isOutput = (item: JsonValue): item is JsonObject =>
  isObject(item) && anyItemRows(item).length === 0 && knownKeys(item).length > 0;

const recognisesObject = (root: JsonObject): boolean =>
  isKnownItem(root) ||
  knownKeys(root).length > 0 ||
  isNamesOnly(root) ||
  listsNothing(root) ||
  unknownItems(root, '').length > 0;

const readOutput = (root: JsonObject, base: string, context: FileContext): DialectReading =>
  joinReadings([{ ...nothingRead, notes: incompleteNotes(root) }, readObject({ base, root, context })]);

/**
 * What `aws <service> describe-… | list-… | get-…` prints, told by the keys of the output and of its items. Lists that
 * `--query` has taken out of their output are known by their items. See aws-cli/row.ts for the conventions.
 */
export const awsCli: Dialect = {
  name: 'aws-cli',
  recognise: (value) =>
    Array.isArray(value)
      ? elements(value).some((item) => isKnownItem(item.value) || isOutput(item.value))
      : isObject(value) && recognisesObject(value),
  read({ value, pointer }, context) {
    if (isObject(value)) return readOutput(value, pointer, context);
    if (!Array.isArray(value)) return nothingRead;
    return joinReadings(
      elements(value).map((item) => {
        const { value: inside } = item;
        if (isOutput(inside)) return readOutput(inside, pointer + item.pointer, context);
        const at = { base: pointer, root: {}, context };
        const resource = () => asUnknown(item, 'item of a list', pointer, context.file);
        return asItem(item, anyItemRows, at) ?? { ...nothingRead, resources: [resource()] };
      }),
    );
  },
};
