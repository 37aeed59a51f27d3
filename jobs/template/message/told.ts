import type { z } from 'zod';
import type { Job } from '#schemas/job.ts';
import { templateSummary } from '#schemas/template-summary.ts';
import { oneLine } from '#shared/message/layout.ts';
import { dropOf } from '#shared/pipeline/drop.ts';
import { inputName } from '#shared/pipeline/input-name.ts';

const tolerant = templateSummary.partial();

/** The parts of a template summary that the job got as far as writing. */
export type Told = z.infer<typeof tolerant>;

/** Reads the summary off the record; a part that is absent stays absent, one that does not parse is as if it were not there. */
export const told = (job: Job): Told => {
  const { data, error } = tolerant.safeParse(job.output.summary);
  if (data) return data;
  const broken = new Set(error.issues.map(({ path }) => path[0]));
  return tolerant.parse(Object.fromEntries(Object.entries(job.output.summary).filter(([part]) => !broken.has(part))));
};

/** How many findings are left but for INFO. */
export const openFindings = ({ findings, open = [] }: Told): number =>
  findings ? findings.fatal + findings.error + findings.warn : open.length;

/** How many things a person should look at: open findings, files that should have been readable, properties lost. */
export const needsLook = (summary: Told): number =>
  openFindings(summary) + (summary.files?.failed ?? 0) + (summary.fidelity?.lost ?? 0);

/** What the job was made of, in one line: `web-service`, or `orders.json and 2 more`. */
export const nameOf = (job: Pick<Job, 'input'>): string => oneLine(inputName(job));

/** As the beginning of a sentence: `The folder web-service`, or `orders.json and 2 more`. */
export const subjectOf = (job: Pick<Job, 'input'>): string =>
  dropOf(job.input.prefix) && job.input.prefix.endsWith('/') ? `The folder ${nameOf(job)}` : nameOf(job);
