import type { JobView } from '#schemas/api/job-view.ts';
import { ApiProblem } from '../api-problem.ts';
import type { McpDeps } from './deps.ts';

export type JobFile = JobView['artifacts'][number];

/** A job's file by its name. Throws an `ApiProblem` that says why there is none. */
export const fileOf = ({ artifacts, status }: Pick<JobView, 'artifacts' | 'status'>, name: string): JobFile => {
  const file = artifacts.find((one) => one.name === name);
  if (file) return file;
  const ended = status === 'Succeeded' || status === 'Failed';
  throw new ApiProblem(
    'NOT_FOUND',
    ended ? 'The job has no such file; get_job lists those it has.' : 'The job has not ended: its files come last.',
  );
};

/** What findings may weigh; of a large account they are some megabytes. */
const maxJsonBytes = 32 * 1024 * 1024;

/** A job's JSON file, parsed and not yet checked. */
export const jsonOf = async (
  job: Pick<JobView, 'artifacts' | 'status'>,
  name: string,
  { download }: Pick<McpDeps, 'download'>,
): Promise<unknown> => {
  const bytes = await download(fileOf(job, name).url, maxJsonBytes);
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
};
