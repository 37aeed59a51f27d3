import * as z from 'zod';
import { requestReport } from './request-report.ts';
import { modes } from './template-options.ts';

/** What a template job tells about itself on its record: enough for the email, a list and a machine. */
export const templateSummary = z.object({
  resources: z.number().int(),
  types: z.record(z.string(), z.number().int()).describe('Resource type -> how many'),
  parameters: z.array(z.string()).describe('Logical ids of parameters that want a value (no default)'),
  files: z.object({ read: z.number().int(), passedOver: z.number().int(), failed: z.number().int() }),
  fileTroubles: z
    .array(z.object({ file: z.string(), reason: z.string(), line: z.number().int().optional() }))
    .describe('The first 20 files that were passed over or failed'),
  fileRemarks: z
    .array(z.object({ file: z.string(), reason: z.string() }))
    .optional()
    .describe(
      'The first 20 files that were read, and of which there is something to say: an incomplete export, names alone',
    ),
  fidelity: z.object({ carried: z.number().int(), dropped: z.number().int(), lost: z.number().int() }),
  lost: z.array(z.object({ file: z.string(), pointer: z.string(), reason: z.string() })).describe('The first 20'),
  stacks: z
    .array(
      z.object({
        name: z.string(),
        file: z.string(),
        account: z.exactOptional(z.string()),
        region: z.exactOptional(z.string()),
        layer: z.exactOptional(z.string()),
        resources: z.number().int(),
        capabilities: z.array(z.string()),
        parameters: z.array(z.string()).describe('Those that want a value, if they are few'),
        parametersFile: z.exactOptional(z.string()),
      }),
    )
    .optional()
    .describe('In the order of deployment, where there are several; stacks.json tells more'),
  mode: z.enum(modes).optional().describe('What the drop asked for, if it did: see schemas/template-options.ts'),
  notImportable: z.number().int().optional().describe('Resources that the import leaves out; the findings say why'),
  request: requestReport.optional().describe('What became of a request in plain language'),
  strict: z.boolean().optional().describe('The drop asked to fail if an error remains'),
  verdict: z.enum(['valid', 'invalid', 'incomplete']).optional(),
  findings: z
    .object({ fatal: z.number(), error: z.number(), warn: z.number(), info: z.number(), fixed: z.number() })
    .optional(),
  open: z.array(z.string()).optional().describe('The first 20 findings that need a look, one line each'),
  fixes: z.array(z.string()).optional().describe('The first 20 fixes made, one line each'),
});

export type TemplateSummary = z.infer<typeof templateSummary>;
