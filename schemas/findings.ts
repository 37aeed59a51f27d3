import * as z from 'zod';
import { source } from './fidelity.ts';
import { requestReport } from './request-report.ts';

export const severities = ['FATAL', 'ERROR', 'WARN', 'INFO'] as const;

export const jsonPatchOperation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path: z.string(), value: z.json() }),
  z.object({ op: z.literal('replace'), path: z.string(), value: z.json() }),
  z.object({ op: z.literal('remove'), path: z.string() }),
  z.object({ op: z.literal('move'), from: z.string(), path: z.string() }),
]);

/** Something wrong, or worth a look: in the template (line, logicalId, property) or in the drop (sources). */
export const finding = z.object({
  rule: z.string().describe('The engine rule id (E3012), or our own in kebab-case (duplicate-resource)'),
  severity: z.enum(severities),
  message: z.string(),
  file: z.string().optional(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
  logicalId: z.string().optional(),
  resourceType: z.string().optional(),
  property: z.string().optional().describe('Slash-separated path in the resource: Properties/Tags/0/Key'),
  hint: z.string().optional(),
  url: z.string().optional(),
  sources: z.array(source).optional(),
  fix: z
    .object({ by: z.string(), description: z.string(), patch: z.array(jsonPatchOperation) })
    .optional()
    .describe('Present if a machine fixed it; the finding is then gone from the template'),
  tried: z
    .array(z.object({ by: z.string(), why: z.string() }))
    .optional()
    .describe('Fixes that were made and rolled back, and why: the finding is still open'),
});

/** What a model was asked and what became of its edits. Kept ones are in the findings too, as their `fix`. */
const modelReport = z.object({
  rounds: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  costUsd: z.number().describe('US dollars, estimated by a table of prices'),
  pricesAsOf: z.string().describe('The date of that table'),
  kept: z.array(
    z.object({
      logicalId: z.string(),
      by: z.string().describe('The id of the model'),
      rules: z.array(z.string()).describe('Rules of the findings that it settled'),
      patch: z.array(jsonPatchOperation),
    }),
  ),
  refused: z.array(z.object({ logicalId: z.string(), by: z.string().optional(), why: z.string() })),
  stopped: z
    .string()
    .optional()
    .describe('Why it was not asked to the end: unreachable, over quota, the budget is spent'),
});

/** findings.json. `incomplete` means the engine could not finish its analysis: never to be read as valid. */
export const findingsReport = z.object({
  verdict: z.enum(['valid', 'invalid', 'incomplete']),
  engine: z.object({ name: z.string(), version: z.string() }),
  counts: z.object({ fatal: z.number(), error: z.number(), warn: z.number(), info: z.number(), fixed: z.number() }),
  findings: z.array(finding),
  model: modelReport.optional().describe('What a model did about what no rule could fix; absent if none was asked'),
  request: requestReport.optional().describe('What became of a request in plain language; absent if there was none'),
});

export type Severity = (typeof severities)[number];
export type Finding = z.infer<typeof finding>;
export type FindingsReport = z.infer<typeof findingsReport>;
export type JsonPatchOperation = z.infer<typeof jsonPatchOperation>;
