import * as z from 'zod';
import type { Tool } from '#shared/model/model.ts';

const answer = z.strictObject({
  statements: z.array(z.strictObject({ id: z.string().max(200), text: z.string().min(1).max(1_200) })).max(40),
});

export type RewriteAnswer = z.infer<typeof answer>;

export const rewriteStatements: Tool<RewriteAnswer> = {
  name: 'rewrite_statements',
  description: 'Says statements of a specification in other words.',
  inputSchema: {
    type: 'object',
    properties: {
      statements: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string', description: 'The id that the statement has in <statements>' },
            text: { type: 'string', description: 'The statement, names of the code between backticks' },
          },
          required: ['id', 'text'],
        },
      },
    },
    required: ['statements'],
  },
  parse: answer,
};
