import type { z } from 'zod';
import type { EventDefinition } from '#schemas/event.ts';
import type { ArchiveRecord, Artifact, Job, JobOutput, Notification, Scatter } from '#schemas/job.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';
import type { ObjectStore } from '../aws/object-store.ts';

/** What a stage's own code decided: what to write on the job, and what to say on the bus. */
export type StageResult = { readonly patch: JobPatch; readonly events: readonly EventDraft[] };

/** Artifacts replace their namesakes; work and summary are merged by name; notifications are added. */
export type JobPatch = {
  readonly artifacts?: readonly Artifact[];
  readonly work?: JobOutput['work'];
  readonly summary?: JobOutput['summary'];
  readonly notifications?: readonly Notification[];
  readonly archive?: ArchiveRecord;
  /** The stage goes on in parts: see scatter.ts. */
  readonly scatter?: Pick<Scatter, 'event' | 'key' | 'parts'>;
};

/** An event before the protocol gives it its metadata. */
export type EventDraft = { readonly type: string; readonly data: unknown };

/** What every door may use: the place where the stages write. */
export type DoorDeps = { readonly artifacts: ArtifactStore };

/** What the collector's doors may use besides: the bucket that `job.input` lies in. */
export type CollectDeps = DoorDeps & { readonly inputs: ObjectStore };

/** A kind of job's own part of a stage: pure but for its deps, so it may be run again at any time with the same result. */
export type Door<Data = unknown, Deps = DoorDeps> = (job: Job, data: Data, deps: Deps) => Promise<StageResult>;

/** Makes an event draft, refusing data that its schema does not know: what is published must parse where it is consumed. */
export const draft = <Definition extends EventDefinition>(
  definition: Definition,
  data: z.input<Definition['data']>,
): EventDraft => ({ type: definition.type, data: definition.data.parse(data) });
