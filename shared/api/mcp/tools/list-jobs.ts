import { jobList, listQuery } from '#schemas/api/job-view.ts';
import { listJobs as operation } from '#schemas/api/operations/list-jobs.ts';
import { asData } from '../as-data.ts';
import { defineTool } from '../tool.ts';

export const listJobs = defineTool({
  name: 'list_jobs',
  title: 'List jobs',
  description: 'Your jobs, the newest first, a page at a time; by kind and status if asked.',
  input: listQuery,
  output: jobList,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: async (query, { call }) => {
    const page = await call(operation, { query });
    const lines = page.jobs.map(
      ({ jobId, kind, status, submittedAt, input, error }) =>
        `${jobId} ${kind} ${status} ${submittedAt} ${input}${error ? ` (${error.code})` : ''}`,
    );
    const text = lines.length > 0 ? asData('jobs', lines.join('\n')) : 'There are no such jobs.';
    return {
      structured: page,
      text: page.next ? `${text}\nThere are more: call list_jobs with cursor ${page.next}.` : text,
    };
  },
});
