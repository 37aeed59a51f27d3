import * as z from 'zod';
import { getJob } from '#schemas/api/operations/get-job.ts';
import { type JobKind, jobKinds } from '#schemas/names.ts';
import { asData } from '../as-data.ts';
import { type FindingSource, findingPage, findingQuery, type ListedFinding } from '../findings/finding-page.ts';
import { ofInventory } from '../findings/of-inventory.ts';
import { ofSpec } from '../findings/of-spec.ts';
import { ofTemplate } from '../findings/of-template.ts';
import { defineTool } from '../tool.ts';

const sources: Readonly<Record<JobKind, FindingSource>> = {
  template: ofTemplate,
  inventory: ({ jobId }, query, context) => ofInventory(jobId, query, context),
  spec: ofSpec,
};

const line = ({ rule, severity, about, message, todo, fixed }: ListedFinding): string =>
  [`${severity} ${rule} ${about}: ${message}`, fixed ? `Mended: ${fixed}` : todo && `What to do: ${todo}`]
    .filter(Boolean)
    .join(' ');

export const getFindings = defineTool({
  name: 'get_findings',
  title: 'Get findings',
  description:
    'What a job found, the worst first, a page at a time: in a template, an account or a specification. Without a jobId: what is wrong in the account by its latest scan.',
  input: findingQuery.extend({ jobId: z.uuid().optional().describe('Default: the latest scan of the account') }),
  output: findingPage.extend({ jobId: z.uuid(), kind: z.enum(jobKinds) }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: async ({ jobId, ...query }, context) => {
    const job = jobId === undefined ? undefined : await context.call(getJob, { path: { jobId } });
    const { kind = 'inventory' } = job ?? {};
    const page = job
      ? { jobId: job.jobId, ...(await sources[job.kind](job, query, context)) }
      : await ofInventory(undefined, query, context);
    const shown = page.findings.map(line).join('\n');
    return {
      structured: { ...page, kind },
      text: [
        `${page.total} findings of job ${page.jobId} (${kind})${query.severity ? `, at least ${query.severity}` : ''}.`,
        ...(shown ? [asData('findings', shown)] : []),
        ...(page.next ? [`There are more: call get_findings with cursor ${page.next}.`] : []),
        ...(shown ? ['explain_finding tells what a rule means and how to mend it.'] : []),
      ].join('\n'),
    };
  },
});
