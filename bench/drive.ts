import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Faults } from '#local/cloud/faults/fault.ts';
import { startCloud } from '#local/cloud/start-cloud.ts';
import { packageService } from '#local/package/package-service.ts';
import type { Job } from '#schemas/job.ts';
import { jobStore } from '#shared/pipeline/job-store.ts';

export const root = join(import.meta.dirname, '..');

/** The embedded cloud under load: drops in, end times out. Times are `performance.now()` milliseconds. */
export const startDrive = async (faults?: Faults) => {
  const ended = new Map<string, { jobId: string; at: number }>();
  const archived = new Set<string>();
  const folders = new Map<string, string>();
  const types: Record<string, number> = {};
  const waiting = new Set<() => void>();

  const cloud = await startCloud({
    package: await packageService(),
    ...(faults ? { faults } : {}),
    overrides: { env: { '*': { LOG_LEVEL: 'SILENT' } } },
    observe: ({ type, detail }) => {
      types[type] = (types[type] ?? 0) + 1;
      const text = JSON.stringify(detail);
      const jobId = /"jobId":"([^"]+)"/.exec(text)?.[1] ?? '';
      const folder = /"prefix":"drops\/([^/]+)\//.exec(text)?.[1];
      if (type === 'JobRequested' && folder) folders.set(jobId, folder);
      if (type === 'JobSucceeded' || type === 'JobFailed')
        ended.set(folders.get(jobId) ?? '', { jobId, at: performance.now() });
      if (type === 'JobArchived') archived.add(folders.get(jobId) ?? '');
      for (const wake of waiting) wake();
    },
  });
  const credentials = {
    accessKeyId: cloud.env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: cloud.env.AWS_SECRET_ACCESS_KEY ?? '',
  };
  const region = cloud.env.AWS_REGION ?? '';
  const s3 = new S3Client({ region, credentials, endpoint: cloud.env.AWS_ENDPOINT_URL_S3 ?? '', forcePathStyle: true });
  const dynamo = new DynamoDBClient({ region, credentials, endpoint: cloud.env.AWS_ENDPOINT_URL_DYNAMODB ?? '' });
  const jobs = jobStore(DynamoDBDocumentClient.from(dynamo), cloud.outputs.JobsTableName ?? '');

  const put = (key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket: cloud.outputs.InputBucketName ?? '', Key: key, Body }));

  const until = (done: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const wake = () => {
        if (!done()) return;
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
      wake();
    });

  return {
    types,
    upload: async (folder: string, files: ReadonlyMap<string, string>) => {
      for (const [name, body] of files) await put(`drops/${folder}/${name}`, body);
    },
    /** Says that a folder is complete: its job starts at once, without settling. */
    ready: (folder: string) => put(`drops/${folder}/_READY`, 'ready'),
    /** When the job of a folder ended. */
    end: async (folder: string): Promise<number> => {
      await until(() => ended.has(folder));
      return ended.get(folder)?.at ?? 0;
    },
    /** Waits until a folder's job is archived and its folder free again. */
    archived: (folder: string) => until(() => archived.has(folder)),
    jobOf: async (folder: string): Promise<Job> => {
      const job = await jobs.get(ended.get(folder)?.jobId ?? '');
      if (!job) throw new Error(`No job of ${folder}`);
      return job;
    },
    stop: async () => {
      s3.destroy();
      dynamo.destroy();
      await cloud.stop();
    },
  };
};

export type Drive = Awaited<ReturnType<typeof startDrive>>;

/** The files of a folder by their paths in it. */
export const filesOf = async (folder: string): Promise<Map<string, string>> => {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.map(
    async (path) => [path.slice(join(root, folder).length + 1), await readFile(path, 'utf8')] as const,
  );
  return new Map(await Promise.all(read));
};

/** The value below which a share `p` (0 to 1) of the values lies, nearest rank. */
export const percentile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)] ?? Number.NaN;
};
