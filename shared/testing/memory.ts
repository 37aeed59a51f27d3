import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { type DomainEvent, eventSource } from '#schemas/event.ts';
import type { Job } from '#schemas/job.ts';
import type { Reservation, Reservations } from '../api/reservations.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';
import type { InputStore } from '../aws/input-store.ts';
import type { RangeStore } from '../aws/range-store.ts';
import type { Observer } from '../observability/observer.ts';
import type { DropRecord, DropStore } from '../pipeline/drop-store.ts';
import type { JobStore } from '../pipeline/job-store.ts';
import type { Lock, LockStore } from '../pipeline/lock-store.ts';
import type { Publisher } from '../pipeline/outbox.ts';
import type { Part, PartId, PartStore } from '../pipeline/part-store.ts';
import type { DeadLetterReason, StageQueue } from '../pipeline/queue.ts';

/** Stands in for the jobs table: same promises, in memory. `beforeWrite` may throw, or change the job behind a writer's back. */
export const memoryJobs = (beforeWrite: (jobId: string) => void = () => undefined) => {
  const items = new Map<string, Job>();
  const store: JobStore = {
    get: async (jobId) => structuredClone(items.get(jobId)),
    async create(job) {
      if (items.has(job.jobId)) return false;
      items.set(job.jobId, structuredClone(job));
      return true;
    },
    async modify(jobId, change, read) {
      let before = read ?? structuredClone(items.get(jobId));
      while (before) {
        const changed = change(before);
        if (!changed) return before;
        beforeWrite(jobId);
        const current = items.get(jobId);
        if (current?.revision === before.revision) {
          const after = { ...changed, revision: before.revision + 1 };
          items.set(jobId, structuredClone(after));
          return after;
        }
        before = structuredClone(current);
      }
      throw new Error(`No job ${jobId}`);
    },
    async gather(jobId, part, spent, now) {
      const job = items.get(jobId);
      if (!job) throw new Error(`No job ${jobId}`);
      const gathered = new Set(job.gathered);
      if (!gathered.has(part) && job.error?.recoverable !== false) {
        const done = [...gathered.add(part)].sort((a, b) => a - b);
        items.set(jobId, { ...job, gathered: done, spent: (job.spent ?? 0) + spent, updatedAt: now });
      }
      return structuredClone(items.get(jobId) ?? job);
    },
    async *byStatus(status, { from, to }, only) {
      for (const { jobId, updatedAt, ...job } of [...items.values()]) {
        if (job.status !== status || updatedAt < from || updatedAt > to) continue;
        if (only === 'withOutbox' && !job.outbox) continue;
        yield { jobId, updatedAt, kind: job.kind };
      }
    },
  };
  return { ...store, items };
};

/** Stands in for the items of the parts of a scattered stage. */
export const memoryParts = (): PartStore & { readonly items: Map<string, Part> } => {
  const items = new Map<string, Part>();
  const keyOf = ({ jobId, part }: PartId) => `${jobId}#${part}`;
  const unleased = ({ leaseToken: _token, leaseUntil: _until, ...part }: Part): Part => part;
  const held = (id: PartId, token?: string): Part | undefined => {
    const part = items.get(keyOf(id)) ?? { turn: 0 };
    return part.done || (token !== undefined && part.leaseToken !== token) ? undefined : unleased(part);
  };
  return {
    items,
    get: async (id) => structuredClone(items.get(keyOf(id))),
    async claim(id, turn, { token, until, now }) {
      const part = items.get(keyOf(id)) ?? { turn: 0 };
      if (part.done || part.turn !== turn || (part.leaseUntil && part.leaseUntil > now)) return undefined;
      const claimed = { ...part, leaseToken: token, leaseUntil: until };
      items.set(keyOf(id), claimed);
      return structuredClone(claimed);
    },
    async release(id, token) {
      const part = held(id, token);
      if (part) items.set(keyOf(id), part);
    },
    async handOn(id, token, state) {
      const part = held(id, token);
      if (part) items.set(keyOf(id), { ...part, turn: part.turn + 1, state: z.json().parse(state) });
      return part !== undefined;
    },
    async finish(id, { result, spent }, token) {
      const part = held(id, token);
      if (part) items.set(keyOf(id), { turn: part.turn, done: { result: z.json().parse(result), spent } });
      return part !== undefined;
    },
    results: async (jobId, parts) =>
      Array.from({ length: parts }, (_, part) => items.get(keyOf({ jobId, part }))?.done?.result),
  };
};

/** A bus that remembers what was put on it; `failing` makes the next so many calls throw. */
export const memoryBus = () => {
  const events: DomainEvent[] = [];
  const bus = { events, failing: 0, publish: (async () => undefined) as Publisher };
  bus.publish = async (batch) => {
    if (bus.failing-- > 0) throw new Error('EventBridge refused 1 of 1 events: InternalFailure');
    events.push(...batch);
  };
  return bus;
};

export const memoryQueue = () => {
  const sent: { body: unknown; delaySeconds: number }[] = [];
  const postponed: { messageId: string; seconds: number }[] = [];
  const dead: { messageId: string; reason: DeadLetterReason }[] = [];
  const queue: StageQueue = {
    send: async (body, delaySeconds) => void sent.push({ body, delaySeconds }),
    postpone: async ({ messageId }, seconds) => void postponed.push({ messageId, seconds }),
    deadLetter: async ({ messageId }, reason) => void dead.push({ messageId, reason }),
  };
  return { ...queue, sent, postponed, dead };
};

export const memoryLocks = (): LockStore => {
  const items = new Map<string, Lock>();
  return {
    get: async (name) => items.get(name),
    async take(name, lock, from) {
      const held = items.get(name);
      if (held && (held.holder !== from?.holder || held.since !== from.since)) return false;
      items.set(name, lock);
      return true;
    },
  };
};

/** Stands in for the reservations in the jobs table; they never run out. */
export const memoryReservations = (): Reservations => {
  const items = new Map<string, Reservation>();
  return {
    get: async (name) => items.get(name),
    async take(name, wanted) {
      const standing = items.get(name) ?? wanted;
      items.set(name, standing);
      return standing;
    },
    async pass(name, from, to) {
      const standing = items.get(name);
      if (standing?.job === from) items.set(name, { ...standing, job: to });
    },
  };
};

export const memoryDrops = (): DropStore => {
  const items = new Map<string, DropRecord>();
  return {
    get: async ({ prefix }) => items.get(prefix),
    async arrived({ prefix }, arrival, isReady) {
      const before = items.get(prefix);
      if (before && before.newest >= arrival) return;
      items.set(prefix, { ...before, newest: arrival, ...(isReady ? { ready: arrival } : {}) });
    },
    async settled({ prefix }, arrival, jobId, last) {
      const before = items.get(prefix);
      if (!before || (before.newest !== arrival && before.ready !== arrival) || before.lastJobId !== last) return false;
      items.set(prefix, { ...before, lastJobId: jobId });
      return true;
    },
  };
};

/** Buckets that share one memory, so that copies go from one to another. */
export const memoryBuckets = (now = () => new Date('2026-01-01T00:00:00.000Z')) => {
  const objects = new Map<string, Buffer>();
  const written = new Map<string, string>();
  const write = (path: string, body: Buffer) => {
    objects.set(path, body);
    written.set(path, now().toISOString());
  };
  const etagOf = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;
  const found = (bucket: string, key: string): Buffer => {
    const body = objects.get(`${bucket}/${key}`);
    if (body) return body;
    throw Object.assign(new Error(`No object ${key}`), { name: 'NoSuchKey' });
  };
  const bucketOf = (bucket: string): ArtifactStore & InputStore & RangeStore => ({
    bucket,
    async *list(prefix) {
      for (const [path, body] of [...objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const key = path.slice(bucket.length + 1);
        if (!path.startsWith(`${bucket}/${prefix}`) || !(prefix.endsWith('/') || key === prefix)) continue;
        yield { key, bytes: body.length, etag: etagOf(body), lastModified: written.get(path) ?? now().toISOString() };
      }
    },
    async open(key, etag) {
      const body = found(bucket, key);
      if (etag && etagOf(body) !== etag) throw Object.assign(new Error('replaced'), { name: 'PreconditionFailed' });
      return Readable.from([body]);
    },
    async copy(key, toBucket, toKey, etag) {
      const body = found(bucket, key);
      if (etag && etagOf(body) !== etag) throw Object.assign(new Error('replaced'), { name: 'PreconditionFailed' });
      write(`${toBucket}/${toKey}`, body);
    },
    async deleteIfUnchanged(key, etag) {
      const body = objects.get(`${bucket}/${key}`);
      return body !== undefined && etagOf(body) === etag && objects.delete(`${bucket}/${key}`);
    },
    async put(key, body, contentType) {
      const bytes = Buffer.from(body);
      write(`${bucket}/${key}`, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name: key.slice(key.lastIndexOf('/') + 1), key, bytes: bytes.length, sha256, contentType };
    },
    async putNew(key, body) {
      if (!objects.has(`${bucket}/${key}`)) write(`${bucket}/${key}`, Buffer.from(body));
    },
    readText: async (key) => found(bucket, key).toString('utf8'),
    readRange: async (key, first, last) => found(bucket, key).subarray(first, last + 1),
  });
  return { objects, bucketOf };
};

/** Remembers what was told, as [what, fields] rows. */
export const memoryObserver = () => {
  const told: [string, unknown][] = [];
  const observer: Observer = {
    log: (code, fields) => void told.push([code, fields]),
    warn: (code, fields) => void told.push([code, fields]),
    submitted: (job) => void told.push(['submitted', job.jobId]),
    received: (event) => void told.push(['received', event]),
    left: (event, _messageId, { code, decision, fields }) => void told.push([code, { event, decision, ...fields }]),
    committed: (job, stage) => void told.push(['committed', `${stage} ${job.status}`]),
    answered: (operation, status) => void told.push(['answered', `${operation} ${status}`]),
    failed: (operation, error) =>
      void told.push(['failed', `${operation} ${error instanceof Error ? error.name : ''}`]),
  };
  return { ...observer, told };
};

/** An SQS record as Lambda's event source mapping hands it over. */
export const sqsRecord = (body: unknown, messageId = 'message-1', received = 1): SQSRecord => ({
  messageId,
  receiptHandle: `receipt-${messageId}-${received}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: String(received),
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:dropforge-test',
  awsRegion: 'eu-west-1',
});

/** A domain event in EventBridge's envelope, as a rule hands it to a queue. */
export const envelopeOf = ({ type, metadata, data }: DomainEvent) => ({
  id: `envelope-${metadata.id}`,
  source: eventSource,
  'detail-type': type,
  time: metadata.time,
  detail: { metadata, data },
});
