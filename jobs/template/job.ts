import { limits } from '#shared/exports/limits.ts';

/** The facts of this kind of job that more than one of its doors needs. */
export const templateJob = {
  kind: 'template',
  /** Claim checks: names in the job's `output.work`. */
  work: { collection: 'collection', inputs: 'inputs' },
  /** Lists the stacks where a drop became several, each with files of its own. */
  manifest: 'stacks.json',
  /** What a person gets. Several stacks have files of their own instead: <stack>.template.yaml, <stack>.resources-to-import.json. */
  artifacts: [
    'template.yaml',
    'stacks.json',
    'report.html',
    'diagram.svg',
    'diagram.mmd',
    'findings.json',
    'fidelity.json',
    'resources-to-import.json',
  ],
  limits,
} as const;
