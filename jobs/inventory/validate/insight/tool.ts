import * as z from 'zod';
import type { Tool } from '#shared/model/model.ts';

const sentence = z.string().min(1).max(600);

const answer = z.object({
  summary: z.array(sentence).max(6),
  priorities: z
    .array(z.object({ title: z.string().min(1).max(160), action: sentence, rules: z.array(z.string()).max(40) }))
    .max(8),
});

export type InsightAnswer = z.infer<typeof answer>;

export const insightTool: Tool<InsightAnswer> = {
  name: 'write_insight',
  description: 'Writes down what the platform team should know and do first.',
  inputSchema: {
    type: 'object',
    properties: {
      summary: { type: 'array', items: { type: 'string' }, description: 'Two to four sentences' },
      priorities: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            title: { type: 'string' },
            action: { type: 'string' },
            rules: { type: 'array', items: { type: 'string' } },
          },
          required: ['title', 'action', 'rules'],
        },
      },
    },
    required: ['summary', 'priorities'],
  },
  parse: answer,
};
