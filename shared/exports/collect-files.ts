import type { JsonValue } from '#schemas/json.ts';
import { PermanentError } from '../pipeline/errors.ts';
import type { Dialect, DialectReading } from './dialects/dialect.ts';
import { joinReadings } from './dialects/dialect.ts';
import { dialects } from './dialects/index.ts';
import { limits } from './limits.ts';
import { type ParsedDocument, parseDocuments } from './parse/documents.ts';
import type { CollectedFile, Collection, DialectName, ExportedResource, TemplateSections } from './resource.ts';
import { sameResources } from './same-resource.ts';
import { maskSecrets, maskSections } from './secrets.ts';
import { whyStrange } from './strangers.ts';
import { type Adoption, adopt } from './subjects.ts';
import { decoded, gunzipped, readBounded, tooLarge } from './text.ts';
import { UnreadableError } from './unreadable.ts';

/** A file of a drop, wherever it lies. `file` is its path within the drop; `bytes` as listed, before it is opened. */
export type DropFile = {
  readonly file: string;
  readonly bytes: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
};

type FileReading = DialectReading & { readonly bytes: number; readonly file: string } & (
    | { readonly outcome: 'read'; readonly dialect: DialectName }
    | { readonly outcome: 'passed-over' | 'failed'; readonly reason: string; readonly line?: number }
  );

const nothing: DialectReading = { resources: [], templates: [], orphans: [], notes: [] };

const unreadable = (drop: DropFile, error: unknown): FileReading => {
  const base = { ...nothing, file: drop.file, bytes: drop.bytes };
  if (error instanceof UnreadableError) {
    const { outcome, message: reason, line } = error;
    return { ...base, outcome, reason, ...(line === undefined ? {} : { line }) };
  }
  if (error instanceof Error && error.name === 'NoSuchKey') {
    return { ...base, outcome: 'failed', reason: 'was removed before it could be read' };
  }
  throw error;
};

const documentsOf = async (drop: DropFile): Promise<readonly ParsedDocument[]> => {
  if (drop.bytes === 0) throw new UnreadableError('passed-over', 'is empty');
  if (drop.bytes > limits.fileBytes) throw tooLarge();
  return parseDocuments(decoded(gunzipped(await readBounded(await drop.open()))), drop.file);
};

const recognised = ({ value }: ParsedDocument): Dialect | undefined =>
  dialects.find((dialect) => dialect.recognise(value));

const withoutSecrets = (reading: DialectReading): DialectReading => ({
  ...reading,
  resources: reading.resources.map((each) => ({ ...each, properties: maskSecrets(each.properties) })),
  templates: reading.templates.map((each) => ({ ...each, sections: maskSections(each.sections) })),
  orphans: reading.orphans.map((each) => ({
    ...each,
    resource: { ...each.resource, properties: maskSecrets(each.resource.properties) },
  })),
});

const read = async (drop: DropFile): Promise<FileReading> => {
  try {
    const documents = await documentsOf(drop);
    const found = documents.map((document) => ({ document, dialect: recognised(document) }));
    const [first] = found.flatMap(({ dialect }) => (dialect ? [dialect.name] : []));
    if (first === undefined) {
      throw new UnreadableError('passed-over', whyStrange(documents[0]?.value ?? null));
    }
    const readings = found.map(({ document, dialect }) => dialect?.read(document, { file: drop.file }) ?? nothing);
    const strangers = found.filter(({ dialect }) => !dialect).length;
    const notes = strangers > 0 ? [`${strangers} of its ${found.length} documents are of no known shape`] : [];
    const reading = withoutSecrets(joinReadings([...readings, { ...nothing, notes }]));
    return { ...reading, outcome: 'read', file: drop.file, bytes: drop.bytes, dialect: first };
  } catch (error) {
    return unreadable(drop, error);
  }
};

/** Words on at most a few of the notes: a listing of a thousand AWS managed policies has one reason, not a thousand. */
const joined = (notes: readonly string[]): string => {
  const shown = notes.slice(0, 3).join('; ');
  return notes.length > 3 ? `${shown}; and ${notes.length - 3} more` : shown;
};

const outcomeOf = (reading: FileReading, adoptions: readonly Adoption[]): CollectedFile => {
  const { file, bytes } = reading;
  const adopted = adoptions.filter((each) => 'resource' in each).length;
  if (reading.outcome !== 'read') {
    const { outcome, reason, line } = reading;
    return { file, bytes, outcome, resources: 0, reason, ...(line === undefined ? {} : { line }) };
  }
  const reasons = new Set(adoptions.flatMap((each) => ('reason' in each ? [each.reason] : [])));
  const resources = reading.resources.length + adopted;
  const outcome = resources === 0 && reasons.size > 0 ? 'failed' : 'read';
  const notes = [...reasons, ...reading.notes];
  return {
    file,
    bytes,
    outcome,
    dialect: reading.dialect,
    resources,
    ...(notes.length > 0 ? { reason: joined(notes) } : {}),
  };
};

const adoptedIn = (adoptions: readonly Adoption[]): readonly ExportedResource[] =>
  adoptions.flatMap((each) => ('resource' in each ? [each.resource] : []));

/** Twice where one adoption names another's parent: routes of an API are known once the API's own file is read. */
const assemble = (readings: readonly FileReading[]): Collection => {
  const known = sameResources(readings.flatMap(({ resources }) => resources));
  const adoptions = adopt(
    readings.flatMap(({ orphans }) => orphans),
    known,
  );
  const byFile = Map.groupBy(adoptions, ({ orphan }) => orphan.resource.source.file);
  const templates: readonly TemplateSections[] = readings.flatMap((reading) => reading.templates);
  return {
    files: readings.map((reading) => outcomeOf(reading, byFile.get(reading.file) ?? [])),
    resources: sameResources([...known, ...adoptedIn(adoptions)]),
    templates,
  };
};

/** Recursion is safe: what is parsed nests no deeper than `limits.nestingDepth`. */
const valuesOf = (value: JsonValue | undefined): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, each: JsonValue | undefined) => sum + valuesOf(each), 1)
    : 1;

const valuesIn = ({ resources, orphans, templates }: DialectReading): number =>
  [
    ...resources.map(({ properties }) => properties),
    ...orphans.map(({ resource }) => resource.properties),
    ...templates.map(({ sections }) => sections),
  ].reduce((sum, each) => sum + valuesOf(each), 0);

const refuse = (code: string, message: string): never => {
  throw new PermanentError(code, message, 'Split the drop into several folders, and leave out what is not needed.');
};

const byFile = (a: { readonly file: string }, b: { readonly file: string }) =>
  a.file < b.file ? -1 : Number(a.file > b.file);

const listed = async (files: AsyncIterable<DropFile> | Iterable<DropFile>): Promise<readonly DropFile[]> => {
  const all: DropFile[] = [];
  let bytes = 0;
  for await (const file of files) {
    all.push(file);
    if (all.length > limits.filesPerDrop)
      refuse('TOO_MANY_FILES', `The drop holds more than ${limits.filesPerDrop} files.`);
    if (file.bytes <= limits.fileBytes) bytes += file.bytes;
    if (bytes > limits.dropBytes) {
      refuse('DROP_TOO_LARGE', `The drop holds more than ${limits.dropBytes / 1024 / 1024} MB of files.`);
    }
  }
  return all.sort(byFile);
};

/**
 * Reads files one after the other into the normal form, in the order of their names whatever order they come in. What
 * cannot be read is named in `files` with the reason, and the rest goes on. Throws `PermanentError` TOO_MANY_FILES,
 * DROP_TOO_LARGE or TOO_MANY_RESOURCES; whatever `open` throws, but for `NoSuchKey`, passes through.
 */
export const collectFiles = async (files: AsyncIterable<DropFile> | Iterable<DropFile>): Promise<Collection> => {
  const readings: FileReading[] = [];
  let resources = 0;
  let values = 0;
  for (const drop of await listed(files)) {
    const reading = await read(drop);
    resources += reading.resources.length + reading.orphans.length;
    if (resources > limits.resourcesPerDrop) {
      refuse('TOO_MANY_RESOURCES', `The drop holds more than ${limits.resourcesPerDrop} resources.`);
    }
    values += valuesIn(reading);
    if (values > limits.valuesPerDrop) {
      refuse('DROP_TOO_LARGE', `The resources of the drop hold more than ${limits.valuesPerDrop} values.`);
    }
    readings.push(reading);
  }
  return assemble(readings);
};
