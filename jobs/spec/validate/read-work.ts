import * as z from 'zod';
import type { Job } from '#schemas/job.ts';
import { type Considered, considered, document, type SpecDocument } from '#schemas/spec/document.ts';
import { type ModelUse, modelUse } from '#schemas/spec/quality.ts';
import { source, sourceText } from '#schemas/spec/source.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { specJob } from '../job.ts';
import type { Evidence } from './checks/statement-check.ts';

type Store = Pick<ArtifactStore, 'readText'>;

const read = async <Schema extends z.ZodType>(key: string, schema: Schema, store: Store): Promise<z.output<Schema>> =>
  schema.parse(JSON.parse(await store.readText(key)));

/** The redacted texts by path, in lines. */
const textsOf = (jsonLines: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    jsonLines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => sourceText.parse(JSON.parse(line)))
      .map(({ path, text }) => [path, text.split('\n')]),
  );

const keyOf = (job: Job, name: keyof typeof specJob.work): string => {
  const key = job.output.work[specJob.work[name]];
  if (key === undefined) throw new Error(`The job has no ${specJob.work[name]}`);
  return key;
};

export type Work = {
  readonly document: SpecDocument;
  readonly evidence: Evidence;
  readonly considered: readonly Considered[];
  /** What a model was used for by the generator. */
  readonly writing?: ModelUse;
};

/** What the collector and the generator left of a job. */
export const readWork = async (job: Job, documentKey: string, store: Store): Promise<Work> => {
  const writingKey = job.output.work[specJob.work.writing];
  const consideredKey = job.output.work[specJob.work.considered];
  const told = await read(keyOf(job, 'source'), source, store);
  return {
    document: await read(documentKey, document, store),
    evidence: { source: told, texts: textsOf(await store.readText(told.textsKey)) },
    considered: consideredKey === undefined ? [] : await read(consideredKey, z.array(considered), store),
    ...(writingKey !== undefined && { writing: await read(writingKey, modelUse, store) }),
  };
};
