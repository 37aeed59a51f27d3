import * as z from 'zod';
import { jsonPatchOperation } from '#schemas/findings.ts';
import type { Tool } from '#shared/model/model.ts';

const operations = 20;

const answer = z.strictObject({ patch: z.array(jsonPatchOperation).max(operations) });

/** The only way to answer. */
export const proposePatch: Tool<z.infer<typeof answer>> = {
  name: 'propose_patch',
  description: 'Proposes a JSON Patch that settles the findings. An empty patch says that you know none.',
  parse: answer,
  inputSchema: {
    type: 'object',
    properties: {
      patch: {
        type: 'array',
        maxItems: operations,
        items: {
          type: 'object',
          properties: {
            op: { type: 'string', enum: ['add', 'replace', 'remove', 'move'] },
            path: {
              type: 'string',
              description: 'JSON pointer into the template: /Resources/<logical id>/Properties/…',
            },
            from: { type: 'string', description: 'Only for move, which renames: the pointer of the old name' },
            value: { description: 'Only for add and replace: any JSON' },
          },
          required: ['op', 'path'],
        },
      },
    },
    required: ['patch'],
  },
};
