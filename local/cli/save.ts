import { createWriteStream } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { specificationFirst } from '#jobs/spec/message/files.ts';
import { templateFirst } from '#jobs/template/message.ts';
import type { Artifact, Job } from '#schemas/job.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { CommandError } from './command.ts';
import type { Located, Told } from './document.ts';

/** The folder artifacts go to unless `--out` says otherwise. */
export const defaultOut = (cwd: string, jobId: string): string => join(cwd, '.dropforge', 'out', jobId);

/** The path of a file in `folder`; throws if the name would lead out of it. */
export const safePath = (folder: string, name: string): string => {
  const simple = /^[^/\\\p{Cc}]{1,255}$/u.test(name) && name !== '.' && name !== '..';
  if (!simple) throw new CommandError(`Refused to write an artifact named "${name}": it would leave ${folder}.`);
  return join(folder, name);
};

/** Paths as a person at `cwd` would type them. */
export const shownPath = (cwd: string, path: string): string => {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
};

const saveOne = async (store: ArtifactStore, folder: string, { name, key }: Artifact): Promise<Located> => {
  const path = safePath(folder, name);
  await pipeline(await store.open(key), createWriteStream(path));
  return { name, path, bytes: (await stat(path)).size };
};

/** Writes the job's artifacts into `out` and nowhere else. */
export const saveArtifacts = async (store: ArtifactStore, job: Job, out: string): Promise<readonly Located[]> => {
  const folder = resolve(out);
  await mkdir(folder, { recursive: true });
  const inOrder = job.kind === 'spec' ? specificationFirst : templateFirst;
  return Promise.all(inOrder(job.output.artifacts).map((artifact) => saveOne(store, folder, artifact)));
};

/** What was told, with the text as it was sent. */
export const readNotifications = (store: ArtifactStore, job: Job): Promise<readonly Told[]> =>
  Promise.all(
    job.notifications.map(async ({ channel, subject, bodyKey }) => ({
      channel,
      subject,
      body: await store.readText(bodyKey),
    })),
  );

/** Keeps the email beside the artifacts. */
export const saveEmail = async (told: readonly Told[], out: string): Promise<string | undefined> => {
  const email = told.findLast(({ channel }) => channel !== 'webhook');
  if (!email) return undefined;
  const path = join(resolve(out), 'email.txt');
  await writeFile(path, `Subject: ${email.subject}\n\n${email.body}`);
  return path;
};
