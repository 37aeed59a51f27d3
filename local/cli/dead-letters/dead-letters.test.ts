import { setTimeout as pause } from 'node:timers/promises';
import { JobRequested } from '#events/job-requested.ts';
import { CommandError } from '../command.ts';
import { type DiscardDeps, discard, discardedKey } from './discard.ts';
import { editLetter } from './edit-letter.ts';
import { withLetter } from './find-letter.ts';
import { type Post, startPost } from './fixture.ts';
import { holding } from './hold.ts';
import { listLetters } from './list-letters.ts';
import type { OpenQueue } from './queues.ts';
import { type RedriveRequest, redrive } from './redrive.ts';

const { signal } = new AbortController();
const all = { wanted: {}, limit: 100 };
const rule = { RULE_ARN: 'arn:rule', ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'Not allowed.' };

const event = (data: unknown) =>
  JSON.stringify({
    id: 'e1',
    source: 'dropforge',
    'detail-type': 'JobRequested',
    time: '2026-11-21T00:00:00Z',
    detail: {
      metadata: {
        id: 'c1',
        jobId: '0199aa00-0000-7000-8000-000000000000',
        kind: 'template',
        correlationId: 'x',
        causationId: 'y',
        time: '2026-11-21T00:00:00.000Z',
        version: '1',
      },
      data,
    },
  });

describe('dead letters', () => {
  let post: Post;
  let count = 0;
  beforeAll(async () => {
    post = await startPost();
  });
  afterAll(() => post.close());

  /** Queues that no other test looks into. */
  const place = async (origin: OpenQueue['origin'] = 'dlq') => {
    count += 1;
    const queue = await post.open({
      name: `${count}-dlq`,
      origin,
      ...(origin !== 'schedule' && { stage: 'collector' }),
    });
    return { queue, to: await post.queue(`${count}-collector`) };
  };
  const request = ({ queue, to }: Awaited<ReturnType<typeof place>>, more: Partial<RedriveRequest> = {}) => ({
    stage: 'collector' as const,
    to,
    from: [queue],
    wanted: {},
    perSecond: 1000,
    limit: Number.POSITIVE_INFINITY,
    ...more,
  });
  const bodies = async (url: string) => (await post.drain(url)).map(({ Body = '' }) => Body).toSorted();

  describe('looking', () => {
    it('shows every letter once and leaves all of them there, to be seen at once', async () => {
      const { queue } = await place();
      const ids: string[] = [];
      for (let at = 0; at < 25; at += 1) ids.push(await post.send(queue.url, `{"n":${at}}`, { reason: 'X' }));
      const listed = await listLetters(post.sqs, queue, all, signal);
      expect(listed).toMatchObject({ lying: 25, inHand: 0 });
      expect(listed.letters.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      expect(await post.drain(queue.url)).toHaveLength(25);
    });

    it('stops at the limit, passes what is not wanted, and still knows how many there are', async () => {
      const { queue } = await place();
      for (let at = 0; at < 15; at += 1) await post.send(queue.url, '{}', { reason: at % 3 === 0 ? 'A' : 'B' });
      const listed = await listLetters(post.sqs, queue, { wanted: { reason: 'A' }, limit: 2 }, signal);
      expect(listed.letters.map(({ reason }) => reason)).toEqual(['A', 'A']);
      expect(listed.lying).toBe(15);
      expect(await post.drain(queue.url)).toHaveLength(15);
    });

    it('gives back what it holds also if whoever looks fails', async () => {
      const { queue } = await place();
      await post.send(queue.url, '{}');
      const failing = holding(post.sqs, queue, async (hold) => {
        for await (const { id } of hold.letters(signal)) throw new Error(`no ${id.length}`);
      });
      await expect(failing).rejects.toThrow('no 36');
      expect(await post.drain(queue.url)).toHaveLength(1);
    });

    it('finds a letter by its id in any queue, and says so if it is in none', async () => {
      const [first, second] = [await place(), await place()];
      await post.send(first.queue.url, 'not it');
      const id = await post.send(second.queue.url, 'it');
      const queues = [first.queue, second.queue];
      expect(await withLetter(post.sqs, queues, id, signal, async ({ body }) => body)).toBe('it');
      const none = withLetter(post.sqs, [first.queue], id, signal, async () => 0);
      await expect(none).rejects.toThrow(`There is no dead letter ${id}`);
      for (const { url } of queues) expect(await post.drain(url)).toHaveLength(1);
    });
  });

  describe('redrive', () => {
    it('moves every letter back as it was sent, without the reason, and leaves none behind', async () => {
      const at = await place();
      const sent = Array.from({ length: 12 }, (_, n) => `{"n":${10 + n}}`);
      for (const body of sent) await post.send(at.queue.url, body, { reason: 'UNKNOWN_JOB' });
      const told: number[] = [];
      const asked = request(at, { tell: (moved) => told.push(moved) });
      expect(await redrive(post.sqs, asked, signal)).toMatchObject({ diedAgain: 0, left: 0 });
      expect(told).toEqual(sent.map((_, index) => index + 1));
      expect(await bodies(at.to)).toEqual(sent);
      expect(await bodies(at.queue.url)).toEqual([]);
    });

    it('moves only what is meant, from the queues of rules too, and leaves the rest to be seen at once', async () => {
      const [own, ofRule] = [await place(), await place('rule')];
      await post.send(own.queue.url, 'other', { reason: 'B' });
      await post.send(ofRule.queue.url, 'event', rule);
      const from = [own.queue, ofRule.queue];
      const { moved, left } = await redrive(
        post.sqs,
        request(own, { from, wanted: { reason: 'NO_PERMISSIONS' } }),
        signal,
      );
      expect({ moved: moved.length, left }).toEqual({ moved: 1, left: 1 });
      expect(await bodies(own.to)).toEqual(['event']);
      expect(await bodies(own.queue.url)).toEqual(['other']);
    });

    it("moves a schedule's letters to the stage they were for, with what Scheduler had not filled in", async () => {
      const at = await place('schedule');
      const arn = (stage: string) => `arn:aws:sqs:us-east-1:111122223333:dropforge-prod-${stage}`;
      const why = { ERROR_CODE: 'AccessDenied', EXECUTION_ID: 'x-1' };
      const body = '{"id":"<aws.scheduler.execution-id>"}';
      await post.send(at.queue.url, body, { ...why, TARGET_ARN: arn('collector') });
      await post.send(at.queue.url, body, { ...why, TARGET_ARN: arn('cleanup') });
      await post.send(at.queue.url, body, why);
      expect(await redrive(post.sqs, request(at), signal)).toMatchObject({ left: 2 });
      expect(await bodies(at.to)).toEqual(['{"id":"x-1"}']);
    });

    it('does not carry a letter that dies again round in circles, whoever buries it', async () => {
      // The queue is its own dead-letter queue here: whatever is moved is at once there again.
      const at = await place();
      await post.send(at.queue.url, '{}');
      const { moved, diedAgain } = await redrive(post.sqs, request({ ...at, to: at.queue.url }), signal);
      expect({ moved: moved.length, diedAgain }).toEqual({ moved: 1, diedAgain: 1 });
    });

    it('keeps its pace, and an interruption loses nothing', async () => {
      const at = await place();
      for (let n = 0; n < 6; n += 1) await post.send(at.queue.url, `${n}`);
      const abort = new AbortController();
      const started = performance.now();
      const running = redrive(post.sqs, request(at, { perSecond: 10 }), abort.signal);
      await pause(250);
      abort.abort();
      const { moved } = await running;
      expect(performance.now() - started).toBeLessThan(1000);
      expect(moved.length).toBeLessThanOrEqual(3);
      const [there, here] = [await bodies(at.to), await bodies(at.queue.url)];
      expect(there).toHaveLength(moved.length);
      expect([...there, ...here].toSorted()).toEqual(['0', '1', '2', '3', '4', '5']);
    });

    it('stops at a limit', async () => {
      const at = await place();
      for (let n = 0; n < 3; n += 1) await post.send(at.queue.url, `${n}`);
      expect((await redrive(post.sqs, request(at, { limit: 1 }), signal)).moved).toHaveLength(1);
      expect(await bodies(at.queue.url)).toHaveLength(2);
    });
  });

  describe('editing', () => {
    const edit = async (at: Awaited<ReturnType<typeof place>>, id: string, set: readonly string[], body?: string) =>
      editLetter(
        post.sqs,
        [at.queue],
        { id, edit: { set, ...(body !== undefined && { body }) }, queueOf: async () => at.to },
        signal,
      );

    it('sends the mended letter to its stage and takes the dead one away', async () => {
      const at = await place();
      const id = await post.send(at.queue.url, event({ input: { bucket: 'b' } }), { reason: 'MALFORMED_EVENT' });
      const { stage } = await edit(at, id, ['detail.data.input.prefix=drops/x/']);
      expect(stage).toBe('collector');
      expect(await bodies(at.to)).toEqual([event({ input: { bucket: 'b', prefix: 'drops/x/' } })]);
      expect(await bodies(at.queue.url)).toEqual([]);
    });

    it.each([
      ['not an event of its stage', 'detail-type=JobArchived', 'takes no "JobArchived"'],
      ['not what the event must be', 'detail.data.input=1', 'not a JobRequested: data.input'],
    ])('refuses what would die again: %s', async (_, set, why) => {
      const at = await place();
      const id = await post.send(at.queue.url, event(JobRequested.sample), { reason: 'MALFORMED_EVENT' });
      await expect(edit(at, id, [set])).rejects.toThrow(why);
      await expect(edit(at, id, [], 'no JSON')).rejects.toThrow(CommandError);
      expect(await bodies(at.queue.url)).toEqual([event(JobRequested.sample)]);
      expect(await bodies(at.to)).toEqual([]);
    });
  });

  describe('discarding', () => {
    const now = () => new Date('2026-11-21T22:00:00.000Z');
    const deps = (put: DiscardDeps['archive']['put']): DiscardDeps => ({
      sqs: post.sqs,
      archive: { put },
      by: 'arn:aws:iam::111122223333:user/night',
      now,
    });

    it('keeps each letter with the note before it is deleted', async () => {
      const { queue } = await place();
      const id = await post.send(queue.url, 'poison', { reason: 'MALFORMED_EVENT' });
      await post.send(queue.url, 'other', { reason: 'UNKNOWN_JOB' });
      const kept = new Map<string, unknown>();
      const put: DiscardDeps['archive']['put'] = async (key, body, contentType) => {
        kept.set(key, JSON.parse(String(body)));
        return { name: '', key, bytes: 0, sha256: '', contentType };
      };
      const wanted = { reason: 'MALFORMED_EVENT' };
      const discarded = await discard([queue], { wanted, note: 'a test' }, deps(put), signal);
      const key = discardedKey({ id }, now());
      expect(key).toBe(`operations/discarded/2026-11-21/${id}.json`);
      expect([...discarded]).toEqual([[id, key]]);
      expect(kept.get(key)).toMatchObject({ id, body: 'poison', note: 'a test', discardedBy: deps(put).by });
      expect(await bodies(queue.url)).toEqual(['other']);
    });

    it('deletes nothing that could not be kept', async () => {
      const { queue } = await place();
      await post.send(queue.url, 'poison');
      const put = () => Promise.reject(new Error('AccessDenied'));
      await expect(discard([queue], { wanted: {}, note: 'a test' }, deps(put), signal)).rejects.toThrow('AccessDenied');
      expect(await bodies(queue.url)).toEqual(['poison']);
    });
  });
});
