import { PermanentError } from '../pipeline/errors.ts';
import { inParallel } from '../pipeline/in-parallel.ts';
import { limits } from './limits.ts';
import { type DropFile, type FileReading, readFile, type Wants } from './read-file.ts';
import type { CollectedFile, Collection, ExportedResource, TemplateSections } from './resource.ts';
import { sameResources } from './same-resource.ts';
import { type Adoption, adopt } from './subjects.ts';
import { type DropLimits, Tally } from './tally.ts';
import { headed } from './text.ts';

export type { DropFile } from './read-file.ts';

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

/** Small files are fetched some at a time: a store takes longer to answer than they take to be read. */
const ahead = { files: 64, bytes: 1024 * 1024, atOnce: 16 } as const;

/** A file whose first bytes, all of a small one's, are here already; trouble with it comes when it is opened. */
const fetched = async (drop: DropFile): Promise<DropFile> => {
  try {
    const { bytes } = await headed(await drop.open(), ahead.bytes + 1);
    return { ...drop, open: async () => bytes };
  } catch (error) {
    return { ...drop, open: () => Promise.reject(error) };
  }
};

async function* inOrder(files: readonly DropFile[]): AsyncGenerator<DropFile> {
  for (let at = 0; at < files.length; at += ahead.files) {
    const batch = files.slice(at, at + ahead.files);
    yield* await inParallel(ahead.atOnce, batch, async (drop) =>
      drop.bytes > 0 && drop.bytes <= ahead.bytes ? await fetched(drop) : drop,
    );
  }
}

/** Where and whose a resource is, as far as it is known. */
export type Place = Pick<ExportedResource, 'region' | 'account'>;

/** What a kind of job wants besides: `placeOf` says where a resource is that does not say so itself. */
export type CollectWants = Wants & {
  readonly limits?: DropLimits;
  readonly placeOf?: (resource: ExportedResource) => Place;
};

const placed = (reading: FileReading, placeOf: (resource: ExportedResource) => Place): FileReading => ({
  ...reading,
  resources: reading.resources.map((each) => ({ ...each, ...placeOf(each) })),
});

/**
 * Reads files one after the other into the normal form, in the order of their names whatever order they come in. What
 * cannot be read is named in `files` with the reason, and the rest goes on. Throws `PermanentError` TOO_MANY_FILES,
 * DROP_TOO_LARGE or TOO_MANY_RESOURCES; whatever `open` throws, but for `NoSuchKey`, passes through.
 */
export const collectFiles = async (
  files: AsyncIterable<DropFile> | Iterable<DropFile>,
  { limits: most, placeOf = () => ({}), ...wants }: CollectWants = {},
): Promise<Collection> => {
  let readings: FileReading[] = [];
  const tally = new Tally(most);
  for await (const drop of inOrder(await listed(files))) {
    const reading = placed(await readFile(drop, tally, wants), placeOf);
    if (tally.isOver()) readings = [];
    else readings.push(reading);
  }
  tally.refuseIfOver();
  return assemble(readings);
};
