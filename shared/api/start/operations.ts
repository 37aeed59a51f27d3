import type { JobSubmission } from '#schemas/api/submission.ts';
import type { ApiRequest, OperationHandlers } from '../api.ts';
import type { StartDeps } from './source.ts';
import { startJob } from './start-job.ts';

type StartId = 'createJob' | 'process' | 'generateTemplate' | 'generateSpec' | 'startInventory';

/** Operations that start a job: they differ in what their bodies may say. */
export const startOperations = (deps: StartDeps): Pick<OperationHandlers, StartId> => {
  const start = (operation: StartId, { headers, caller, correlationId }: ApiRequest<StartId>, body: JobSubmission) =>
    startJob({ operation, body, key: headers['idempotency-key'], caller, correlationId }, deps);
  return {
    createJob: (request) => start('createJob', request, request.body),
    process: (request) => start('process', request, request.body),
    generateTemplate: (request) => start('generateTemplate', request, { kind: 'template', ...request.body }),
    generateSpec: (request) => start('generateSpec', request, { kind: 'spec', ...request.body }),
    startInventory: (request) => start('startInventory', request, { kind: 'inventory', ...request.body }),
  };
};
