import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { handlerModule, unpacked } from '#local/cloud/lambda/unzip.ts';
import { packageService } from '#local/package/package-service.ts';
import { percentile } from './drive.ts';

const runs = 10;

/** Values that parse; nothing is called while a handler loads. */
const env = {
  STAGE: 'bench',
  JOBS_TABLE: 'jobs',
  EVENT_BUS: 'bus',
  QUEUE_URL: 'http://127.0.0.1/q',
  DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1/dlq',
  INTAKE_QUEUE_URL: 'http://127.0.0.1/intake',
  MAX_RECEIVE_COUNT: '5',
  TIMEOUT_SECONDS: '30',
  SETTLE_SECONDS: '30',
  RETENTION_DAYS: '90',
  INPUT_BUCKET: 'input',
  OUTPUT_BUCKET: 'output',
  ARCHIVE_BUCKET: 'archive',
  ALERTS_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:alerts',
  POWERTOOLS_SERVICE_NAME: 'dropforge',
  POWERTOOLS_METRICS_NAMESPACE: 'Dropforge',
  AWS_REGION: 'us-east-1',
};

export type ColdStart = {
  readonly name: string;
  readonly zipBytes: number;
  readonly bundleBytes: number;
  readonly medianMs: number;
};

/** For each packaged function: its sizes, and the time from import to ready in a fresh process (median of ten). */
export const coldStarts = async (): Promise<ColdStart[]> => {
  const { functions } = await packageService();
  const results: ColdStart[] = [];
  for (const { name, zip, handler } of functions) {
    const dir = await unpacked(zip);
    const { file } = handlerModule(dir, handler);
    const times: number[] = [];
    for (let i = 0; i < runs; i++) times.push(await importTime(file));
    results.push({
      name,
      zipBytes: (await stat(zip)).size,
      bundleBytes: await sizeOf(dir),
      medianMs: percentile(times, 0.5),
    });
  }
  return results;
};

const importTime = async (file: string): Promise<number> => {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); process.stdout.write(String(performance.now() - t)); process.exit()`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
  return Number(stdout.slice(stdout.lastIndexOf('\n') + 1));
};

const sizeOf = async (dir: string): Promise<number> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};
