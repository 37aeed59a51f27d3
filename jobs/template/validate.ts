import * as z from 'zod';
import type { ArtifactGenerated } from '#events/artifact-generated.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { type Finding, type FindingsReport, finding } from '#schemas/findings.ts';
import type { Artifact, Job } from '#schemas/job.ts';
import { type RequestReport, requestReport } from '#schemas/request-report.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { writeReport } from './report.ts';
import { isError } from './validate/diagnostic.ts';
import type { Repair } from './validate/repair.ts';
import { countsOf, findingLine, summaryOf } from './validate/summary.ts';
import { validateTemplate } from './validate/validate-template.ts';

type Data = z.infer<typeof ArtifactGenerated.data>;

/** Findings that the generator made, where its work names a place for them. */
const generationFindings = async (job: Job, artifacts: Pick<ArtifactStore, 'readText'>): Promise<Finding[]> => {
  const key = job.output.work.generationFindings;
  return key === undefined ? [] : z.array(finding).parse(JSON.parse(await artifacts.readText(key)));
};

const write = async (job: Job, artifacts: ArtifactStore, text: string, report: FindingsReport): Promise<Artifact[]> => [
  await artifacts.put(artifactKey(job.jobId, 'validator', 'template.yaml'), text, 'application/yaml'),
  await artifacts.put(
    artifactKey(job.jobId, 'validator', 'findings.json'),
    `${JSON.stringify(report, null, 2)}\n`,
    'application/json',
  ),
];

/** What the generator tells of a request in plain language; what it cost comes out of the same budget as repairs. */
const requestOf = ({ output }: Job): RequestReport | undefined =>
  requestReport.optional().parse(output.summary.request);

/** `summary.strict` is the drop's own wish (schemas/template-options.ts), noted by the collector. */
const refuseIfStrict = (job: Job, report: FindingsReport): void => {
  if (job.output.summary.strict !== true || report.verdict === 'valid') return;
  const errors = report.findings.filter((one) => !one.fix && isError(one));
  const [first] = errors;
  throw new PermanentError(
    'INVALID_TEMPLATE',
    first
      ? `${errors.length} error${errors.length === 1 ? '' : 's'} remain in the template and strict was asked for. ${findingLine(first)}`
      : 'The template could not be analysed to its end and strict was asked for',
    'Look at findings.json, correct the inputs and drop them again, or drop them without strict',
  );
};

/** The artifacts the job had, those of the same name replaced. */
const merged = (had: readonly Artifact[], made: readonly Artifact[]): Artifact[] => [
  ...had.filter(({ name }) => !made.some((artifact) => artifact.name === name)),
  ...made,
];

/**
 * The template job's last word: judges the generated template, fixes what a machine can fix, and writes
 * `validator/template.yaml`, `validator/findings.json` and the report with its picture (report.ts). Throws PermanentError
 * `INVALID_TEMPLATE` if the drop asked for strict and an error remains.
 * @param repair what mends what no rule could fix, if a model is configured
 */
export const validating =
  (repair?: Repair): Door<Data> =>
  async (job, { key }, { artifacts }) => {
    const generated = await artifacts.readText(key);
    const request = requestOf(job);
    const { text, report: judged } = await validateTemplate(generated, {
      fileName: 'template.yaml',
      generationFindings: await generationFindings(job, artifacts),
      ...(repair && { repair: (state, judge, file) => repair(state, judge, file, request) }),
    });
    const report = { ...judged, ...(request && { request }) };
    const written = await write(job, artifacts, text, report);
    const shown = await writeReport(job, { generated, template: text, findings: report }, artifacts);
    const made = [...written, ...shown];
    refuseIfStrict(job, report);
    const summary = summaryOf(report);
    const final = merged(job.output.artifacts, made);
    const counts = countsOf({ ...job.output.summary, ...summary });
    return {
      patch: { artifacts: made, summary },
      events: [draft(JobSucceeded, { artifacts: final, summary: counts })],
    };
  };

/** Without a model: everything but `repair` works. */
export const validate = validating();
