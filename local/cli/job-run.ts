import { resolve } from 'node:path';
import type { JsonObject } from '#schemas/json.ts';
import { counted } from '#shared/message/layout.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type Brought, bringHome } from './bring-home.ts';
import { s3Client } from './clients.ts';
import { jobDocument, printJson } from './document.ts';
import { dropFolder, dropPrefix } from './drop.ts';
import { outputOf, startEmbedded } from './embedded.ts';
import type { Folder } from './folder.ts';
import { followJob } from './follow.ts';
import { narrate, type Words } from './narrate.ts';
import type { OwnModel } from './own-model.ts';
import { type Progress, progress } from './progress.ts';
import { defaultOut, shownPath } from './save.ts';
import { fileLines, framed } from './show.ts';
import { paint, type Surroundings } from './terminal.ts';

/** What is to be run: a folder, what is asked of it, and in which words its progress is told. */
export type JobRun = {
  readonly folder: Folder;
  /** Goes into dropforge.json unless the folder has its own. */
  readonly asked: JsonObject;
  readonly words: Words;
  /** What the functions get on top of their own environment, by function. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Invocations a function runs at once. */
  readonly concurrency?: number;
  /** A model of Bedrock, asked with the credentials of whoever runs this. */
  readonly model?: string | undefined;
};

/** A folder that is dropped here says when it is complete: no pause between two uploads must be taken for its end. */
const readyOnly = { intake: { SETTLE_SECONDS: '60' } } as const;

/** For jobs that validate no template: starting its engine ahead would only take their time. */
export const withoutEngine = { validator: { WARM_ENGINE: 'false' } } as const;

export type Wanted = { readonly json: boolean; readonly out: string | undefined };

const outFolder = (out: string | undefined, cwd: string, jobId: string): string =>
  out === undefined ? defaultOut(cwd, jobId) : resolve(cwd, out);

const dropAndFollow = async (
  cloud: Cloud,
  { folder, asked, words }: JobRun,
  steps: Progress,
  { signal }: Surroundings,
) => {
  const following = followJob(cloud, dropPrefix(folder.name), narrate(steps, words), signal);
  // Whichever fails first is what is told; the other must not become an unhandled rejection.
  following.catch(() => undefined);
  const files = counted(folder.files.length, 'file');
  steps.start('drop', files);
  const drop = await dropFolder(await s3Client(cloud.env), outputOf(cloud, 'InputBucketName'), folder, asked, signal);
  steps.done('drop', `${files} to ${drop.prefix}`);
  steps.start('intake', 'the drop is complete');
  const { jobId, missing } = await following;
  for (const event of missing) steps.say(`${event} did not come in time; the rest is complete.`);
  return jobId;
};

const linksEnd = 'The embedded S3 ends with this command, and so do the links above. The files are here:';

const page = ({ artifacts, told, email }: Brought, { out, cwd }: Surroundings): string => {
  const [last] = told.slice(-1);
  const lines = [
    ...(last ? [framed(out, last.subject, last.body), ''] : []),
    ...(artifacts.length > 0 ? [paint(out, 'dim', linksEnd)] : []),
    ...fileLines(cwd, artifacts),
    ...(email ? [shownPath(cwd, email)] : []),
  ];
  return `${lines.join('\n')}\n`;
};

/** Bedrock's SDK is loaded only if it is asked for. */
const ownModel = async (modelId: string | undefined, steps: Progress): Promise<OwnModel | undefined> => {
  if (modelId === undefined) return undefined;
  const { startOwnModel } = await import('./own-model.ts');
  const own = await startOwnModel(modelId);
  steps.say(`${modelId} in ${own.region} may be asked, with your AWS credentials and at your cost.`);
  return own;
};

/** Drops the folder into an embedded cloud of its own, follows the job and brings home what it made. */
export const runJob = async (run: JobRun, wanted: Wanted, around: Surroundings): Promise<number> => {
  const steps = progress(around.err);
  for (const skipped of run.folder.skipped) steps.say(`Left out ${skipped}`);
  if (run.folder.hasOptions && Object.keys(run.asked).length > 0) {
    steps.say(`The folder's own dropforge.json counts; what the command line asks besides is not heeded.`);
  }
  let cloud: Cloud | undefined;
  let own: OwnModel | undefined;
  try {
    own = await ownModel(run.model, steps);
    const { concurrency } = run;
    const env = { ...readyOnly, ...run.env, ...(own && { '*': own.env }) };
    cloud = await startEmbedded(steps, {
      cwd: around.cwd,
      schedules: false,
      overrides: { env },
      ...(concurrency !== undefined && { concurrency }),
    });
    const jobId = await dropAndFollow(cloud, run, steps, around);
    const result = await bringHome(cloud, jobId, outFolder(wanted.out, around.cwd, jobId));
    steps.close();
    if (around.err.tty) around.err.write('\n');
    const { job, artifacts, told } = result;
    around.out.write(wanted.json ? printJson(jobDocument(job, artifacts, told)) : page(result, around));
    return job.status === 'Succeeded' ? 0 : 1;
  } finally {
    steps.close();
    await cloud?.stop();
    await own?.close();
  }
};
