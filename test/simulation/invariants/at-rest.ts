import { type ArchiveManifest, archiveManifest } from '#schemas/archive-manifest.ts';
import type { Job } from '#schemas/job.ts';
import { readyMarker } from '#schemas/template-options.ts';
import { archivePrefix } from '#shared/pipeline/archive.ts';
import { parseJob } from '#shared/pipeline/job-store.ts';
import { cancelledCode, isTerminal } from '#shared/pipeline/state-machine.ts';
import type { Upload } from '../people/drop.ts';
import { isPoison } from '../people/poison.ts';
import { jobIdsIn, type Scene } from '../people/scene.ts';
import type { Message } from '../services/sqs.ts';
import { Violation } from '../world/violation.ts';
import type { Report } from './job-writes.ts';

export const jobsIn = ({ table }: Scene): Job[] => jobIdsIn(table).map((id) => parseJob({ ...table.items.get(id) }));

const isDeadLetters = (name: string): boolean => name.endsWith('-dlq');

/** What waits for an operator. */
export const deadLetters = ({ queues }: Scene): Message[] =>
  [...queues.all.values()].filter(({ name }) => isDeadLetters(name)).flatMap(({ messages }) => [...messages.values()]);

/** Nothing is under way any more, and the faults are over. */
export const checkSettled = (scene: Scene, report: Report): void => {
  for (const { jobId, status, stage, outbox } of jobsIn(scene)) {
    if (!isTerminal(status))
      report(new Violation('Every job comes to an end', `${jobId} is ${status} at ${stage}`, [jobId]));
    if (outbox) report(new Violation('No outbox is left behind', `${jobId} never said ${outbox[0]?.type}`, [jobId]));
  }
  for (const { name, messages } of scene.queues.all.values()) {
    for (const { id, attributes, body } of messages.values()) {
      if (!isDeadLetters(name)) report(new Violation('Every message is dealt with', `${id} is still in ${name}`, [id]));
      else if (!attributes.reason && !attributes.ERROR_CODE)
        report(new Violation('Every dead letter has a reason', `${id} in ${name}: ${body}`, [id]));
    }
  }
};

const manifestOf = (job: Job, { buckets }: Scene): ArchiveManifest | undefined => {
  const text = buckets.current('archive', `${archivePrefix(job)}manifest.json`)?.body?.toString();
  return text === undefined ? undefined : archiveManifest.parse(JSON.parse(text));
};

type Once = readonly (readonly Upload[])[];

/** What a job took of its drop was the marker alone: the others were gone with the job before, which had settled already. */
const isMarkerAlone = (job: Job, scene: Scene): boolean => {
  const manifest = manifestOf(job, scene);
  const taken = [...(manifest?.inputs ?? []), ...(manifest?.missing ?? [])];
  return taken.length > 0 && taken.every(({ key }) => key.endsWith(`/${readyMarker}`));
};

/**
 * How a job may fail for good: it was called off, or its own input is to blame. A folder that is dropped into again may take away from a
 * job what it has not read: that is whose it was to lose.
 */
const isFinal = (job: Job, once: Once, scene: Scene): boolean => {
  const { error, input, replayOf } = job;
  const replayed = jobsIn(scene).find(({ jobId }) => jobId === replayOf);
  if (error?.code === 'EMPTY_DROP' && replayed?.error?.code === 'EMPTY_DROP') return isFinal(replayed, once, scene);
  if (error?.code !== 'EMPTY_DROP') return error?.code === cancelledCode || error?.code === 'REFUSED';
  return isMarkerAlone(job, scene) || !once.some(([upload]) => upload?.key.startsWith(input.prefix));
};

/** An operator has redriven every dead letter, and all of it was dealt with. */
export const checkMended = (scene: Scene, once: Once, report: Report): void => {
  for (const job of jobsIn(scene)) {
    const { jobId, status, error } = job;
    if (status === 'Failed' && !isFinal(job, once, scene))
      report(
        new Violation(
          'A job that can be done is done once its dead letters are redriven',
          `${jobId} is ${error?.code}`,
          [jobId],
        ),
      );
    checkArchive(job, scene, report);
  }
  for (const { id, body, attributes } of deadLetters(scene))
    if (!isPoison(body))
      report(
        new Violation('What is redriven is dealt with', `${id} is a dead letter again: ${attributes.reason}`, [
          id,
          body,
        ]),
      );
};

const checkArchive = (job: Job, scene: Scene, report: Report): void => {
  const { buckets } = scene;
  const { jobId, archive } = job;
  const promise = 'Every job that has ended is archived';
  const manifest = manifestOf(job, scene);
  if (!archive || !manifest) {
    report(new Violation(promise, `${jobId} is not`, [jobId]));
    return;
  }
  const { results, status } = manifest;
  if (status !== job.status) report(new Violation(promise, `${jobId} as ${status}, and it is ${job.status}`, [jobId]));
  for (const { key, archivedAs } of results)
    if (!buckets.current('archive', archivedAs)?.body?.equals(buckets.current('output', key)?.body ?? Buffer.of()))
      report(new Violation(promise, `${archivedAs} is not what lies under ${key}`, [jobId]));
};
