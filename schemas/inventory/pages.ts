/**
 * What is read of a scan piece by piece, in files of its own: nobody opens a report of a hundred megabytes for a page of it. They lie
 * under the prefix that the job's `output.work` has as `pages`.
 */
export const scanPages = {
  work: 'pages',
  summary: 'summary.json',
  findings: 'findings',
  changes: 'changes',
  resources: 'resources',
} as const;
