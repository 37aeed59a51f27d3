import { EventBridgeClient, type PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Job } from '#schemas/job.ts';
import { aJob } from '../testing/job.ts';
import { memoryBus, memoryJobs } from '../testing/memory.ts';
import { eventsOf } from './domain-event.ts';
import { publisher, publishOutbox } from './outbox.ts';

/** An SDK client whose reply is given, and which remembers how many entries each call had. */
const answering = (reply: (entries: number) => object) => {
  const calls: number[] = [];
  const client = new EventBridgeClient({ region: 'eu-west-1' });
  client.send = async (command: PutEventsCommand) => {
    const entries = command.input.Entries?.length ?? 0;
    calls.push(entries);
    return reply(entries);
  };
  return { client, calls };
};

const taken = (entries: number) => ({
  FailedEntryCount: 0,
  Entries: Array.from({ length: entries }, () => ({ EventId: 'e' })),
});
const events = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    eventsOf(aJob(), `cause-${i}`, [{ type: 'InputsCollected', data: { key: 'k', items: i } }], aJob().submittedAt),
  ).flat();

describe('Publishing', () => {
  it('puts at most ten entries in a call', async () => {
    const { client, calls } = answering(taken);
    await publisher(client, 'bus')(events(23));
    expect(calls).toEqual([10, 10, 3]);
  });

  it('tells EventBridge of the trace an event belongs to, which tells it to every target', async () => {
    const traceHeader = 'Root=1-6920b1a0-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1';
    const entries: (string | undefined)[] = [];
    const client = new EventBridgeClient({ region: 'eu-west-1' });
    client.send = async ({ input }: PutEventsCommand) => {
      entries.push(...(input.Entries ?? []).map(({ TraceHeader }) => TraceHeader));
      return taken(2);
    };
    const said = (job: Job) =>
      eventsOf(job, 'c', [{ type: 'InputsCollected', data: { key: 'k', items: 1 } }], job.submittedAt);
    await publisher(client, 'bus')([...said(aJob({ traceHeader })), ...said(aJob())]);
    expect(entries).toEqual([traceHeader, undefined]);
  });

  it('fails if a single entry of a call was refused', async () => {
    const { client } = answering((n) => ({
      ...taken(n),
      FailedEntryCount: 1,
      Entries: [{ EventId: 'e' }, { ErrorCode: 'ThrottlingException' }],
    }));
    await expect(publisher(client, 'bus')(events(2))).rejects.toThrow('ThrottlingException');
  });

  it('an event over 64 KB is refused before it is committed: its data belongs in S3', () => {
    const draft = { type: 'InputsCollected', data: { key: 'x'.repeat(65_536), items: 1 } };
    expect(() => eventsOf(aJob(), 'cause', [draft], aJob().submittedAt)).toThrow('over 64 KB');
  });

  it('leaves the outbox as it is when it fails, and clears it when it succeeds', async () => {
    const jobs = memoryJobs();
    const bus = memoryBus();
    const job = aJob();
    await jobs.create(job);
    bus.failing = 1;
    await expect(publishOutbox(job, jobs, bus.publish)).rejects.toThrow('refused');
    expect((await jobs.get(job.jobId))?.outbox).toHaveLength(1);
    expect((await publishOutbox(job, jobs, bus.publish)).outbox).toBeUndefined();
    expect(bus.events.map((event) => event.type)).toEqual(['JobRequested']);
  });

  it('clears only what it published, if the job gained another event meanwhile', async () => {
    const job = aJob();
    const jobs = memoryJobs();
    await jobs.create({ ...job, revision: 2, outbox: [...(job.outbox ?? []), ...events(1)] });
    const after = await publishOutbox(job, jobs, memoryBus().publish);
    expect(after.outbox?.map((event) => event.type)).toEqual(['InputsCollected']);
  });
});
