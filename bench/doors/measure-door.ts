import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/**
 * What a script prints last, a line of JSON, that runs in a process of its own: what it leaves behind in memory troubles no other.
 * Throws what it said of its failure.
 */
export const printedBy = async (script: string, args: readonly string[]): Promise<unknown> => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args]);
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const line = out.trim().split('\n').at(-1) ?? '';
  if (line.startsWith('{')) return JSON.parse(line);
  throw new Error(/^\w*Error.*$/m.exec(error)?.[0] ?? 'it ended without a word');
};
