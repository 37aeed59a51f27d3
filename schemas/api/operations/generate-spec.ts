import { startHeaders } from '../headers.ts';
import { defineOperation } from '../operation.ts';
import { accepted, specDescriptor, specSubmission } from '../submission.ts';
import { startProblems } from './start-problems.ts';

export const generateSpec = defineOperation({
  id: 'generateSpec',
  method: 'POST',
  path: '/v1/generate-spec',
  summary: 'Make a Software Requirements Specification of source code',
  tag: 'jobs',
  request: {
    headers: startHeaders,
    body: specSubmission,
    multipart: {
      archive: {
        contentType: 'application/zip',
        description: 'The ZIP of source, up to 4 MB; above that, POST /v1/uploads',
      },
      descriptor: { contentType: 'application/json', description: 'The feature descriptor', schema: specDescriptor },
    },
  },
  reply: { status: 202, description: 'The job was taken', schema: accepted },
  problems: startProblems,
});
