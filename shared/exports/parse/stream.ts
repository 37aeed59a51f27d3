import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { limits } from '../limits.ts';
import { pointerTo } from '../pointer.ts';
import { UnreadableError } from '../unreadable.ts';
import { type Chunk, Chunker, type ChunkSizes } from './chunks.ts';
import type { ParsedDocument } from './documents.ts';
import { parseJson } from './json.ts';

/** A document, or a part of one that is too long to be read whole: a list's items from `offset.from` on, with the scalars around the list. */
export type PartialDocument = ParsedDocument & {
  /** The list at this pointer begins at this index of the whole list. */
  readonly offset?: { readonly list: string; readonly from: number };
  readonly isContinued: boolean;
};

/** Longer strings around a list say nothing about its items. */
const longestScalar = 10_000;

const isScalar = (value: JsonValue | undefined) =>
  typeof value === 'object' && value !== null ? false : String(value).length <= longestScalar;

/** JSON text up to the items of a list: the scalars of each object on the way, so that what follows is known for what it is. */
const headOf = (value: JsonValue, [key, ...rest]: readonly string[]): string => {
  if (key === undefined) return '[';
  const object: JsonObject = isObject(value) ? value : {};
  const scalars = Object.entries(object).filter(([name, each]) => name !== key && isScalar(each));
  const inner = Object.hasOwn(object, key) ? (object[key] ?? null) : null;
  const entries = scalars.map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each)},`);
  return `{${entries.join('')}${JSON.stringify(key)}:${headOf(inner, rest)}`;
};

const tailOf = (path: readonly string[]): string => `]${'}'.repeat(path.length)}`;

/** Errors say the line of the chunk; the file's is wanted. */
const parsed = (text: string, line: number): readonly JsonValue[] => {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof UnreadableError) || error.line === undefined) throw error;
    throw new UnreadableError(error.outcome, error.message.replace(/ \(column \d+\)$/, ''), error.line + line - 1);
  }
};

/** Keeps count of documents, and of what was around the list that the last chunk was cut in. */
class Reader {
  #documents = 0;
  #head = '';

  read({ text, line, continued, cut }: Chunk): readonly PartialDocument[] {
    const values = parsed((continued ? this.#head : '') + text + (cut ? tailOf(cut) : ''), line);
    if (!continued) this.#documents += values.length;
    const first = this.#documents - values.length;
    const documents = values.map((value, at): PartialDocument => {
      // The first document of a file is its root unless others follow, which is known only at its end.
      const pointer = first + at === 0 && (continued || cut) ? '' : pointerTo('', first + at);
      if (!continued) return { value, pointer, isContinued: false };
      const offset = { list: pointer + pointerTo('', ...continued.path), from: continued.from };
      return { value, pointer, offset, isContinued: true };
    });
    this.#head = cut ? headOf(values.at(-1) ?? null, cut) : '';
    return documents;
  }
}

type Pieces = AsyncIterable<string> | Iterable<string>;

async function* chunksOf(pieces: Pieces, sizes: ChunkSizes): AsyncGenerator<Chunk> {
  const chunker = new Chunker(sizes);
  for await (const piece of pieces) yield* chunker.push(piece);
  yield* chunker.end();
}

const isOnly = ({ pointer }: ParsedDocument) => pointer === '/0';

/**
 * Reads JSON, JSON Lines or concatenated documents of any length, a part at a time: parts of a list come with the scalars around it, each as
 * a document of its own. Throws like `parseJson`, when it gets there: what was read before stands.
 */
export async function* streamDocuments(pieces: Pieces, sizes: ChunkSizes = limits): AsyncGenerator<PartialDocument> {
  const reader = new Reader();
  let held: PartialDocument | undefined;
  for await (const chunk of chunksOf(pieces, sizes)) {
    for (const document of reader.read(chunk)) {
      if (held) yield held;
      held = undefined;
      if (isOnly(document)) held = document;
      else yield document;
    }
  }
  if (held) yield { ...held, pointer: '' };
}
