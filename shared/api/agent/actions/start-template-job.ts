import * as z from 'zod';
import { generateTemplate } from '#schemas/api/operations/generate-template.ts';
import { defineAction } from '../action.ts';
import { folder } from '../parameters.ts';

export const startTemplateJob = defineAction({
  name: 'startTemplateJob',
  description:
    'Make a validated CloudFormation template of the resource configurations in a folder of the input bucket. It takes seconds; getJob tells how it stands.',
  operation: generateTemplate,
  parameters: z.object({ folder }),
  request: ({ folder: name }) => ({ body: { input: { folder: name } } }),
  brief: (reply) => reply,
});
