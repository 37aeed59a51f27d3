import { limits } from '#shared/exports/limits.ts';

/** The facts of this kind of job that more than one of its doors needs. */
export const templateJob = {
  kind: 'template',
  /** Claim checks: names in the job's `output.work`. */
  work: { collection: 'collection', inputs: 'inputs' },
  /** What a person gets. */
  artifacts: [
    'template.yaml',
    'report.html',
    'diagram.svg',
    'diagram.mmd',
    'findings.json',
    'fidelity.json',
    'resources-to-import.json',
  ],
  limits,
} as const;
