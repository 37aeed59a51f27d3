import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

const pollMs = 100;

/** A lock file that was just created may not hold its process id yet. */
const graceMs = 2_000;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
};

const isAbandoned = async (path: string): Promise<boolean> => {
  try {
    const pid = Number.parseInt(await readFile(path, 'utf8'), 10);
    return Number.isNaN(pid) ? Date.now() - (await stat(path)).mtimeMs > graceMs : !isAlive(pid);
  } catch {
    return false; // released in the meantime
  }
};

const tryLock = async (path: string): Promise<boolean> => {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
};

/**
 * Runs `work` while no other process that asks for the same lock file does. A lock whose process has died is taken over.
 * Throws if it cannot be had within `timeoutMs`.
 */
export const withLock = async <Result>(
  path: string,
  work: () => Promise<Result>,
  timeoutMs = 180_000,
): Promise<Result> => {
  const deadline = Date.now() + timeoutMs;
  while (!(await tryLock(path))) {
    if (await isAbandoned(path)) await rm(path, { force: true });
    else if (Date.now() > deadline) throw new Error(`${path} is still held by another process: is it stuck?`);
    else await sleep(pollMs);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
};
