import type { z } from 'zod';
import type { EventDefinition } from '#schemas/event.ts';
import type { Artifact, Job, JobOutput } from '#schemas/job.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';
import type { ObjectStore } from '../aws/object-store.ts';

/** What a stage's own code decided: what to write on the job, and what to say on the bus. */
export type StageResult = { readonly patch: JobPatch; readonly events: readonly EventDraft[] };

/** Artifacts replace their namesakes; work and summary are merged by name. */
export type JobPatch = {
  readonly artifacts?: readonly Artifact[];
  readonly work?: JobOutput['work'];
  readonly summary?: JobOutput['summary'];
};

/** An event before the protocol gives it its metadata. */
export type EventDraft = { readonly type: string; readonly data: unknown };

/** What a door may use: the drop to read from, the job's own place to write to, and warnings for the operator. */
export type DoorDeps = {
  readonly inputs: ObjectStore;
  readonly artifacts: ArtifactStore;
};

/** A kind of job's own part of a stage: pure but for its deps, so it may be run again at any time with the same result. */
export type Door<Data = unknown> = (job: Job, data: Data, deps: DoorDeps) => Promise<StageResult>;

/** Makes an event draft, refusing data that its schema does not know: what is published must parse where it is consumed. */
export const draft = <Definition extends EventDefinition>(
  definition: Definition,
  data: z.input<Definition['data']>,
): EventDraft => ({ type: definition.type, data: definition.data.parse(data) });
