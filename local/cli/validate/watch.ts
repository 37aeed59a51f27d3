import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

type Watching = {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** How long it must be quiet before changes are looked at: editors write a file in several steps. Default 150 ms. */
  readonly quietMs?: number;
  changed(): Promise<void>;
};

const watched = async (path: string, cwd: string): Promise<{ folder: string; recursive: boolean }> => {
  const full = resolve(cwd, path);
  const is = await stat(full).catch(() => undefined);
  if (is?.isDirectory()) return { folder: full, recursive: true };
  // An editor that replaces a file takes a watch of the file itself with it: its folder stays.
  const fixed = full.split(/[*?[{]/, 1)[0] ?? full;
  return is ? { folder: dirname(full), recursive: false } : { folder: dirname(join(fixed, 'x')), recursive: true };
};

/**
 * Calls `changed` after each burst of changes to what paths, folders or globs stand for, never twice at once; resolves when aborted.
 * A change that comes while it runs leads to one more call.
 */
export const watchPaths = async (
  paths: readonly string[],
  { cwd, signal, changed, quietMs = 150 }: Watching,
): Promise<void> => {
  const folders = await Promise.all(paths.map((path) => watched(path, cwd)));
  await new Promise<void>((done, fail) => {
    let timer: NodeJS.Timeout | undefined;
    let running: Promise<void> = Promise.resolve();
    const stop = (then: () => void) => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      then();
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(changed).catch((error: unknown) => stop(() => fail(error)));
      }, quietMs);
    };
    const watchers: FSWatcher[] = folders.map(({ folder, recursive }) =>
      watch(folder, { recursive }, soon).on('error', (error) => stop(() => fail(error))),
    );
    if (signal.aborted) stop(done);
    else signal.addEventListener('abort', () => stop(done), { once: true });
  });
};
