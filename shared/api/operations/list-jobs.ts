import { jobStatuses } from '#schemas/names.ts';
import type { IndexedJob, JobIndex } from '../../pipeline/job-index.ts';
import type { ApiRequest, OperationHandler } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { jobListingOf } from '../job-listing.ts';
import { cursorOf, type Position, positionOf } from './list-jobs/cursor.ts';
import { merged } from './list-jobs/merged.ts';

type Query = ApiRequest<'listJobs'>['query'];

/** Jobs that are looked at for a page: filters that match few must not read a whole table. */
const maxRead = 2_000;

/** Where to read on, and what is to be read. */
type Reading = {
  readonly jobs: AsyncIterable<IndexedJob>;
  readonly positionAfter: (read: readonly IndexedJob[]) => Position;
};

const badCursor = (): ApiProblem =>
  new ApiProblem('INCONSISTENT_REQUEST', 'The cursor is of another list. Leave it out to begin anew.', {
    errors: [{ in: 'query', pointer: '/cursor', message: 'is of another list' }],
  });

const ofOwner = (index: JobIndex, owner: string, at: Position | undefined): Reading => {
  if (at && !('after' in at)) throw badCursor();
  return {
    jobs: index.ofOwner(owner, at?.after),
    positionAfter: (read) => ({ after: read.at(-1)?.jobId ?? '' }),
  };
};

const isNewer = (a: IndexedJob, b: IndexedJob): boolean => a.updatedAt > b.updatedAt;

async function* without(jobs: AsyncIterable<IndexedJob>, seen: ReadonlySet<string>): AsyncIterable<IndexedJob> {
  for await (const job of jobs) if (!seen.has(job.jobId)) yield job;
}

const ofEverybody = (index: JobIndex, { status }: Query, at: Position | undefined): Reading => {
  if (at && !('until' in at)) throw badCursor();
  const seen = at?.seen ?? [];
  const statuses = status === undefined ? jobStatuses : [status];
  const jobs = merged(
    statuses.map((each) => index.ofStatus(each, at?.until)),
    isNewer,
  );
  return {
    jobs: without(jobs, new Set(seen)),
    positionAfter: (read) => {
      const until = read.at(-1)?.updatedAt ?? '';
      const shown = read.filter(({ updatedAt }) => updatedAt === until).map(({ jobId }) => jobId);
      return { until, seen: until === at?.until ? [...seen, ...shown] : shown };
    },
  };
};

/** Reads until the page is full and there is one more, so that `next` never leads to an empty page for want of looking. */
const page = async ({ jobs, positionAfter }: Reading, { kind, status, limit }: Query) => {
  const shown: IndexedJob[] = [];
  const read: IndexedJob[] = [];
  for await (const job of jobs) {
    if (shown.length === limit || read.length === maxRead)
      return { jobs: shown.map(jobListingOf), next: cursorOf(positionAfter(read)) };
    read.push(job);
    if ((kind ?? job.kind) === job.kind && (status ?? job.status) === job.status) shown.push(job);
  }
  return { jobs: shown.map(jobListingOf) };
};

/**
 * One's own jobs, the last submitted first. Admins list anybody's, and with `*` everybody's, the last changed first. Filters are
 * applied to at most 2,000 jobs a page: a page may hold fewer than were asked for and still have a `next`.
 */
export const listJobs =
  (index: JobIndex): OperationHandler<'listJobs'> =>
  async ({ caller, query }) => {
    const owner = query.owner ?? caller.principal;
    if (owner !== caller.principal && !caller.isAdmin)
      throw new ApiProblem('FORBIDDEN', "Only admins list others' jobs. Leave owner out to list your own.");
    const at = query.cursor === undefined ? undefined : positionOf(query.cursor);
    return page(owner === '*' ? ofEverybody(index, query, at) : ofOwner(index, owner, at), query);
  };
