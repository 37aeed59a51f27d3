import { readFile } from 'node:fs/promises';
import { type ServeRecord, serveFile, serveRecord } from './record.ts';

/** The `serve` that runs in this folder; undefined if none does. */
export const runningServe = async (cwd: string): Promise<ServeRecord | undefined> => {
  const text = await readFile(serveFile(cwd), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const record = serveRecord.parse(JSON.parse(text));
  // The file may have outlived its process.
  const isAlive = await fetch(`${record.url}/v1/health`).then(
    ({ ok }) => ok,
    () => false,
  );
  return isAlive ? record : undefined;
};
