import { parseJob } from '#shared/pipeline/job-store.ts';
import type { Scene } from '../people/scene.ts';
import type { Told } from '../services/sns.ts';
import { Violation } from '../world/violation.ts';
import type { End, Report } from './job-writes.ts';

/** Longer than any call may take that began before the message was sent. */
const callMs = 121_000;

const once = 'A terminal state is told once, but for a fault between sending and noting it';

/** Watches what people are told. */
export const notifications = (report: Report, scene: () => Scene) => {
  /** Whether something came between a worker's sending and its noting that it had. */
  const isExcused = ({ who, at }: Told): boolean =>
    scene().world.trace.entries.some(
      (entry) =>
        entry.at >= at - callMs &&
        ((entry.who === 'FAULT' && entry.about.startsWith(`${who} `) && !entry.what.includes('slow')) ||
          (entry.who === who && entry.what.startsWith('died'))),
    );

  return {
    onTold(told: Told, earlier: readonly Told[]) {
      scene().world.trace.add(told.who, 'told people', told.id);
      for (const before of earlier.filter(({ id }) => id === told.id))
        if (!isExcused(before)) report(new Violation(once, `${told.id} by ${before.who} and ${told.who}`, [told.id]));
    },

    /** @param elsewhere texts of messages that wait for an operator: what they tell is not lost */
    check(ends: readonly End[], elsewhere: readonly string[]) {
      const { table, topic } = scene();
      for (const { jobId, type, eventId } of ends) {
        const name = `${jobId}/${type}-${eventId ?? ''}`;
        if (elsewhere.some((body) => eventId !== undefined && body.includes(eventId))) continue;
        if (topic.told.some(({ id }) => id.startsWith(name))) continue;
        if (isInDigest(parseJob({ ...table.items.get(jobId) }), `${type}-${eventId}`, topic.told)) continue;
        report(new Violation('Every terminal state is told', `nobody was told of ${name}`, [jobId]));
      }
    },
  };
};

type Notified = ReturnType<typeof parseJob>;

/** A job of low priority waits for a digest, and the digest was sent. */
const isInDigest = ({ notifications: all }: Notified, name: string, told: readonly Told[]): boolean =>
  all.some(({ channel, bodyKey }) => channel === 'digest' && bodyKey.includes(name)) &&
  all.some(
    ({ channel, cause, messageId }) =>
      channel === 'sns' && cause.startsWith('digest-') && told.some((each) => each.messageId === messageId),
  );
