import type { z } from 'zod';
import type { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InsightPostponed } from '#events/insight-postponed.ts';
import { InsightWritten } from '#events/insight-written.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import type { FollowUp } from '#shared/pipeline/follow-up.ts';
import { refuse } from './collect.ts';
import { validated } from './reading.ts';

type Generated = z.infer<typeof ArtifactGenerated.data>;

/** Any kind: the artifact is judged, and the job succeeds. */
export const validate: Door<Generated> = async (job, { key }, { artifacts }) => {
  const made = await artifacts.readText(key);
  refuse('validator', made);
  const artifact = await artifacts.put(
    artifactKey(job.jobId, 'validator', 'artifact.txt'),
    validated(made),
    'text/plain',
  );
  const done = [...job.output.artifacts, artifact];
  return {
    patch: { artifacts: [artifact] },
    events: [draft(JobSucceeded, { artifacts: done, summary: job.output.summary })],
  };
};

/** Inventories: somebody is asked afterwards, ten minutes later. */
export const validateAndAsk =
  (now: () => Date): Door<Generated> =>
  async (job, data, deps) => {
    const { patch, events } = await validate(job, data, deps);
    const notBefore = new Date(now().getTime() + 600_000).toISOString();
    return { patch, events: [...events, draft(InsightPostponed, { tries: 1, notBefore })] };
  };

/** What was said afterwards, as an artifact of its own. */
export const insight =
  (artifacts: ArtifactStore): FollowUp<unknown>['run'] =>
  async (job) => {
    const key = artifactKey(job.jobId, 'validator', 'insight.txt');
    const written = await artifacts.put(key, `an insight into ${job.jobId}`, 'text/plain');
    return { patch: { artifacts: [written] }, events: [draft(InsightWritten, { key })] };
  };
