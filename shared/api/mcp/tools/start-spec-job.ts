import { generateSpec } from '#schemas/api/operations/generate-spec.ts';
import { specSubmission } from '#schemas/api/submission.ts';
import { defineTool } from '../tool.ts';
import { headersOf, idempotency, startedReply, starting } from './start-job.ts';

export const startSpecJob = defineTool({
  name: 'start_spec_job',
  title: 'Start a specification job',
  description:
    'Writes a Software Requirements Specification (Markdown and PDF) of a ZIP of source code, each claim with the lines that it rests on. ' +
    'Needs a descriptor: the module, its version, and its features with an id and a sentence each.',
  input: specSubmission.omit({ simulate: true }).extend(idempotency),
  ...starting,
  pathFor: 'spec',
  run: async ({ idempotencyKey, ...body }, { call }) =>
    startedReply(await call(generateSpec, { body, headers: headersOf(idempotencyKey) })),
});
