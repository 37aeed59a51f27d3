import { type FileHandle, open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command.ts';
import { isAbout, type LogLine, timeOf } from './line.ts';
import type { Source, Wanted } from './source.ts';

const chunkBytes = 1024 * 1024;
const pollMs = 300;

/** The embedded cloud writes `<function> <line>`: local/cloud/log.ts. */
const lineOf = (raw: string): LogLine => {
  const space = raw.indexOf(' ');
  return space < 0 ? { stage: raw, text: '' } : { stage: raw.slice(0, space), text: raw.slice(space + 1) };
};

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
};

/** From where a line of before `since` comes first: the log may have grown for weeks, and is read from its end. */
const startAt = async (file: FileHandle, since: number): Promise<number> => {
  let start = (await file.stat()).size;
  while (start > 0) {
    start = Math.max(start - chunkBytes, 0);
    const lines = (await readAt(file, start, chunkBytes)).toString('utf8').split('\n').slice(1);
    const first = lines.map((raw) => timeOf(lineOf(raw))).find((time) => time !== undefined);
    if (first !== undefined && first < since) return start;
  }
  return 0;
};

const opened = async (path: string): Promise<FileHandle> =>
  open(path).catch(() => {
    throw new CommandError(
      `There is no ${path}: start "npm start -- serve" here, or name a deployed stage with --stage.`,
    );
  });

/** The lines of a file from a position on, whole ones only; waits for more if it is followed. */
async function* linesFrom(file: FileHandle, start: number, { follow, signal }: Wanted): AsyncGenerator<string> {
  let decoder = new StringDecoder('utf8');
  let position = start;
  let rest = '';
  while (!signal.aborted) {
    const { size } = await file.stat();
    // Emptied meanwhile: what is in it now is new.
    if (size < position) [position, rest, decoder] = [0, '', new StringDecoder('utf8')];
    const bytes = await readAt(file, position, chunkBytes);
    position += bytes.length;
    const lines = `${rest}${decoder.write(bytes)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (bytes.length > 0) continue;
    if (!follow) return;
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The log of the embedded cloud. Throws a `CommandError` if there is none. */
export const cloudLog = (path: string): Source =>
  async function* (wanted) {
    const file = await opened(path);
    try {
      const start = await startAt(file, wanted.since);
      let time = Number.NEGATIVE_INFINITY;
      // The first line of a chunk may be the end of one.
      let isWhole = start === 0;
      for await (const raw of linesFrom(file, start, wanted)) {
        const line = lineOf(raw);
        // A line that tells no time was written after the one before it.
        time = timeOf(line) ?? time;
        if (isWhole && time >= wanted.since && (wanted.about === undefined || isAbout(line, wanted.about))) yield line;
        isWhole = true;
      }
    } finally {
      await file.close();
    }
  };
