import type { Job } from '#schemas/job.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { jobsTable, s3Client } from './clients.ts';
import { CommandError } from './command.ts';
import type { Located, Told } from './document.ts';
import { outputOf } from './embedded.ts';
import { readNotifications, saveArtifacts, saveEmail } from './save.ts';

/** All that a finished job left behind, as it lies on this machine now. */
export type Brought = {
  readonly job: Job;
  readonly artifacts: readonly Located[];
  readonly told: readonly Told[];
  /** The email's path, if one was sent. */
  readonly email: string | undefined;
};

/** Writes a job's artifacts and its email into the folder `out`. Throws a `CommandError` if its record is gone. */
export const bringHome = async (
  cloud: Pick<Cloud, 'env' | 'outputs'>,
  jobId: string,
  out: string,
): Promise<Brought> => {
  const jobs = await jobsTable(cloud.env, outputOf(cloud, 'JobsTableName'));
  const job = await jobs.get(jobId);
  if (!job) throw new CommandError(`The record of job ${jobId} is gone.`);
  const store = artifactStore(await s3Client(cloud.env), outputOf(cloud, 'OutputBucketName'));
  const artifacts = await saveArtifacts(store, job, out);
  const told = await readNotifications(store, job);
  return { job, artifacts, told, email: await saveEmail(told, out) };
};
