import type { Job } from '#schemas/job.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { Priority } from '#schemas/notification-request.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';
import type { ChatNote } from './chat.ts';

/** A presigned GET for the artifact of this name. */
export type Link = { readonly name: string; readonly url: string };

/** What a person is told, and the same for machines. `subject` is printable ASCII under 100 characters, as SNS demands. */
export type Message = {
  readonly subject: string;
  readonly text: string;
  readonly data: JsonObject;
  /** How it looks in Slack and Teams; without it they show nothing. */
  readonly chat?: ChatNote;
  /** Its own, where what the caller wished must not count: route.ts. */
  readonly priority?: Priority;
  /** What subscriptions may filter by, besides those that every message has (route.ts); several values match if one does. */
  readonly attributes?: Attributes;
};

export type Attributes = Readonly<Record<string, string | readonly string[]>>;

/** A message with a name that tells it from the others of its job: it is sent once. */
export type NamedMessage = Message & { readonly name: string };

/** A kind of job's own words for how it ended. */
export type MessageDoor = (job: Job, links: readonly Link[], bucket: string) => Message;

/** What a kind of job has to tell besides, before it tells how it ended. */
export type FurtherMessagesDoor = (job: Job, artifacts: ArtifactStore) => Promise<readonly NamedMessage[]>;
