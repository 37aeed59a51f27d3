import * as z from 'zod';
import type { ArtifactGenerated } from '#events/artifact-generated.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { type Finding, type FindingsReport, finding } from '#schemas/findings.ts';
import type { Artifact, Job } from '#schemas/job.ts';
import { type RequestReport, requestReport } from '#schemas/request-report.ts';
import { type StackManifest, stackManifest } from '#schemas/stacks.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { templateJob } from './job.ts';
import { writeReport } from './report.ts';
import { combined } from './validate/combined.ts';
import { isError } from './validate/diagnostic.ts';
import { oncePerJob, type Repair, unrepaired } from './validate/repair.ts';
import { countsOf, findingLine, summaryOf } from './validate/summary.ts';
import { validateTemplate } from './validate/validate-template.ts';

type Data = z.infer<typeof ArtifactGenerated.data>;

/** Findings that the generator made, where its work names a place for them. */
const generationFindings = async (job: Job, artifacts: Pick<ArtifactStore, 'readText'>): Promise<Finding[]> => {
  const key = job.output.work.generationFindings;
  return key === undefined ? [] : z.array(finding).parse(JSON.parse(await artifacts.readText(key)));
};

/** A template that the generator made, as it was judged. */
type Judged = {
  readonly file: string;
  readonly generated: string;
  readonly text: string;
  readonly report: FindingsReport;
};

/** Which templates there are: one, or those that stacks.json lists. */
const generatedFiles = async (key: string, artifacts: Pick<ArtifactStore, 'readText'>): Promise<StackManifest> =>
  key.endsWith(`/${templateJob.manifest}`)
    ? stackManifest.parse(JSON.parse(await artifacts.readText(key)))
    : { stacks: [] };

const contentType = 'application/yaml';

/** One after the other: there may be dozens, and the engine judges one at a time. */
const judgeAll = async (
  key: string,
  files: readonly string[],
  { job, artifacts, repair, found }: { job: Job; artifacts: ArtifactStore; repair: Repair; found: readonly Finding[] },
): Promise<{ judged: Judged[]; written: Artifact[] }> => {
  const judged: Judged[] = [];
  const written: Artifact[] = [];
  for (const file of files) {
    const generated = await artifacts.readText(`${key.slice(0, key.lastIndexOf('/') + 1)}${file}`);
    const { text, report } = await validateTemplate(generated, { fileName: file, generationFindings: found, repair });
    judged.push({ file, generated, text, report });
    written.push(await artifacts.put(artifactKey(job.jobId, 'validator', file), text, contentType));
  }
  return { judged, written };
};

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
 * The template job's last word: judges the generated templates, fixes what a machine can fix, and writes each as
 * `validator/<its name>`, all findings as `validator/findings.json`, and the report with its picture (report.ts). Throws PermanentError
 * `INVALID_TEMPLATE` if the drop asked for strict and an error remains.
 * @param repair what mends what no rule could fix, if a model is configured
 */
export const validating =
  (repair?: Repair): Door<Data> =>
  async (job, { key }, { artifacts }) => {
    const manifest = await generatedFiles(key, artifacts);
    const several = manifest.stacks.map(({ file }) => file);
    const files = several.length > 0 ? several : ['template.yaml'];
    const found = await generationFindings(job, artifacts);
    const request = requestOf(job);
    const mend = repair ? oncePerJob(repair, request) : unrepaired;
    // Of several templates what the generator found is told once, beside what is found in each.
    const own = several.length > 0 ? [] : found;
    const { judged, written } = await judgeAll(key, files, { job, artifacts, repair: mend, found: own });
    const all = combined(
      judged.map((each) => each.report),
      several.length > 0 ? found : [],
    );
    const report = { ...all, ...(request && { request }) };
    const findings = await artifacts.put(
      artifactKey(job.jobId, 'validator', 'findings.json'),
      `${JSON.stringify(report, null, 2)}\n`,
      'application/json',
    );
    const shown = await writeReport(job, { templates: judged, findings: report, stacks: manifest.stacks }, artifacts);
    const made = [...written, findings, ...shown];
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
