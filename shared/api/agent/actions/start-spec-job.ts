import * as z from 'zod';
import { generateSpec } from '#schemas/api/operations/generate-spec.ts';
import { defineAction } from '../action.ts';
import { folder } from '../parameters.ts';

export const startSpecJob = defineAction({
  name: 'startSpecJob',
  description:
    'Write a Software Requirements Specification of the source code in a folder of the input bucket, which holds a ZIP and descriptor.json. getJob tells how it stands.',
  operation: generateSpec,
  parameters: z.object({ folder }),
  request: ({ folder: name }) => ({ body: { input: { folder: name } } }),
  brief: (reply) => reply,
});
