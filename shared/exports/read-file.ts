import type { JsonValue } from '#schemas/json.ts';
import { type Dialect, type DialectReading, joinReadings, nothingRead } from './dialects/dialect.ts';
import { dialects } from './dialects/index.ts';
import { limits } from './limits.ts';
import { parseDocuments } from './parse/documents.ts';
import { type PartialDocument, streamDocuments } from './parse/stream.ts';
import { wrongOutput } from './parse/wrong-output.ts';
import { rebased } from './rebase.ts';
import type { DialectName } from './resource.ts';
import { maskSecrets, maskSections } from './secrets.ts';
import { whyStrange } from './strangers.ts';
import type { Tally } from './tally.ts';
import { textOf, tooLarge } from './text.ts';
import { UnreadableError } from './unreadable.ts';

/** A file of a drop, wherever it lies. `file` is its path within the drop; `bytes` as listed, before it is opened. */
export type DropFile = {
  readonly file: string;
  readonly bytes: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
};

export type FileReading = DialectReading & { readonly bytes: number; readonly file: string } & (
    | { readonly outcome: 'read'; readonly dialect: DialectName }
    | { readonly outcome: 'passed-over' | 'failed'; readonly reason: string; readonly line?: number }
  );

const unreadable = (drop: DropFile, error: unknown): FileReading => {
  const base = { ...nothingRead, file: drop.file, bytes: drop.bytes };
  if (error instanceof UnreadableError) {
    const { outcome, message: reason, line } = error;
    return { ...base, outcome, reason, ...(line === undefined ? {} : { line }) };
  }
  if (error instanceof Error && error.name === 'NoSuchKey') {
    return { ...base, outcome: 'failed', reason: 'was removed before it could be read' };
  }
  throw error;
};

/** What was read of a text until it was too long to be read whole, and the rest of it. */
async function* resumed(begun: readonly string[], rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield* begun;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const whole = (text: string, file: string): readonly PartialDocument[] =>
  parseDocuments(text, file).map((document) => ({ ...document, isContinued: false }));

const refuseUnlessJson = (start: string): void => {
  const wrong = wrongOutput(start);
  if (wrong !== undefined) throw wrong;
  if (/^\s*[{[]/.test(start)) return;
  const most = `${limits.wholeCharacters / 1024 / 1024} million characters`;
  throw new UnreadableError('failed', `is not JSON; of other text no more than ${most} are read`);
};

/** A file's documents: all at once, so that what is nearly JSON can be read too, or in parts if they are long. */
async function* documentsOf(drop: DropFile): AsyncGenerator<PartialDocument> {
  if (drop.bytes === 0) throw new UnreadableError('passed-over', 'is empty');
  if (drop.bytes > limits.fileBytes) throw tooLarge();
  const text = textOf(await drop.open());
  const begun: string[] = [];
  let length = 0;
  for (let next = await text.next(); !next.done; next = await text.next()) {
    begun.push(next.value);
    length += next.value.length;
    if (length <= limits.wholeCharacters) continue;
    refuseUnlessJson(begun.join('').slice(0, 10_000));
    yield* streamDocuments(resumed(begun, text));
    return;
  }
  yield* whole(begun.join(''), drop.file);
}

/** What a kind of job wants of the files besides what every kind does. */
export type Wants = {
  /** Shapes that it knows and others do not: tried first. */
  readonly dialects?: readonly Dialect[];
  /** Is shown each document, or part of a long one, that a dialect recognises. */
  readonly observe?: (value: JsonValue, file: string) => void;
};

const recognised = ({ value }: PartialDocument, { dialects: further = [] }: Wants): Dialect | undefined =>
  [...further, ...dialects].find((dialect) => dialect.recognise(value));

const withoutSecrets = (reading: DialectReading): DialectReading => ({
  ...reading,
  resources: reading.resources.map((each) => ({ ...each, properties: maskSecrets(each.properties) })),
  templates: reading.templates.map((each) => ({ ...each, sections: maskSections(each.sections) })),
  orphans: reading.orphans.map((each) => ({
    ...each,
    resource: { ...each.resource, properties: maskSecrets(each.resource.properties) },
  })),
});

/** What is left of a reading for the file's report when the drop holds too much to be kept. */
const notesOf = ({ notes }: DialectReading): DialectReading => ({ ...nothingRead, notes });

const readDocuments = async (drop: DropFile, tally: Tally, wants: Wants): Promise<FileReading> => {
  const readings: DialectReading[] = [];
  const known: Dialect[] = [];
  let documents = 0;
  let first: PartialDocument['value'] = null;
  let dialect: Dialect | undefined;
  for await (const document of documentsOf(drop)) {
    if (documents === 0) first = document.value;
    // A part of a list is what its document was said to be: alone it may not tell.
    if (!document.isContinued) {
      documents += 1;
      dialect = recognised(document, wants);
    }
    if (!dialect) continue;
    known.push(dialect);
    wants.observe?.(document.value, drop.file);
    const reading = rebased(dialect.read(document, { file: drop.file }), document.offset);
    readings.push(tally.add(reading) ? withoutSecrets(reading) : notesOf(reading));
  }
  const [found] = known;
  if (found === undefined) throw new UnreadableError('passed-over', whyStrange(first));
  return { ...joinReadings(readings), outcome: 'read', file: drop.file, bytes: drop.bytes, dialect: found.name };
};

/** Reads one file into the normal form, secrets masked; what cannot be read is told of. Whatever `open` throws, but for `NoSuchKey`, passes through. */
export const readFile = async (drop: DropFile, tally: Tally, wants: Wants = {}): Promise<FileReading> => {
  const undo = tally.mark();
  try {
    return await readDocuments(drop, tally, wants);
  } catch (error) {
    undo();
    return unreadable(drop, error);
  }
};
