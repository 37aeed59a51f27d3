import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject } from '#schemas/json.ts';

const repository = join(import.meta.dirname, '..', '..');
const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/** The service as the framework understands it with these parameters, before anything is packaged. Rejects with its `stdout`. */
export const resolved = async (params: Readonly<Record<string, string>>, stage = 'dev'): Promise<JsonObject> => {
  const given = Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [serverless, 'print', '--format', 'json', '--stage', stage, ...given],
    { cwd: repository, timeout: 60_000, maxBuffer: 16 * 1024 * 1024 },
  );
  return JSON.parse(stdout.slice(stdout.indexOf('{')));
};
