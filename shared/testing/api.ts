import type { JobView } from '#schemas/api/job-view.ts';
import { operations } from '#schemas/api/operations/index.ts';
import { type Api, api, type OperationHandlers, type RawRequest } from '../api/api.ts';
import { ApiProblem } from '../api/api-problem.ts';

/** The operations of the API with these handlers; every other is out of reach. Requests are checked by their schemas, and kept in `asked`. */
export const apiOf = (handlers: Partial<OperationHandlers>): Api & { readonly asked: [string, RawRequest][] } => {
  const asked: [string, RawRequest][] = [];
  const unreachable = () => Promise.reject(new ApiProblem('UNAVAILABLE', 'Not in this test.'));
  const all = {
    ...Object.fromEntries(operations.map(({ id }) => [id, unreachable])),
    ...handlers,
  } as OperationHandlers;
  const checked = api(all);
  const call: Api = (id, request) => {
    asked.push([id, request]);
    return checked(id, request);
  };
  return Object.assign(call, { asked });
};

export const aJobId = '0199aa00-0000-7000-8000-000000000001';

const at = '2026-11-20T02:00:00.000Z';

/** A template job that succeeded. */
export const aJobView = (patch: Partial<JobView> = {}): JobView => ({
  jobId: aJobId,
  kind: 'template',
  status: 'Succeeded',
  stage: 'cleanup',
  owner: 'arn:aws:iam::111122223333:user/ada',
  correlationId: 'request-1',
  input: 'web-service',
  submittedAt: at,
  updatedAt: at,
  endedAt: at,
  durationMs: 2500,
  artifacts: [],
  findings: { counts: { error: 1 }, top: ['ERROR E3012 Queue/Properties/DelaySeconds: not a number'] },
  summary: {},
  timeline: [{ stage: 'collector', startedAt: at, ms: 20, attempts: 1 }],
  notifications: [],
  ...patch,
});
