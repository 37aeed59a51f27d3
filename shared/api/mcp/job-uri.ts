/** Where the files of a job are found among the resources. */
export const jobFileTemplate = 'dropforge://jobs/{jobId}/{name}';

export const jobFileUri = (jobId: string, name: string): string =>
  `dropforge://jobs/${jobId}/${encodeURIComponent(name)}`;
