import { catalogue } from '#events/index.ts';
import { type Followed, followJob } from './follow.ts';

const prefix = 'drops/web-service/';
const ours = 'job-1';
const limits = { stallMs: 60_000, afterMs: 60_000 };
const never = new AbortController().signal;

/** A cloud that says what it is told to say. */
const stage = () => {
  const listeners = new Set<(event: { type: string; detail: unknown }) => void>();
  const put = (type: Followed['type'], data?: unknown, jobId = ours) => {
    const sample = catalogue.find((definition) => definition.type === type)?.sample;
    const metadata = {
      id: `${jobId}-${type}`,
      jobId,
      kind: 'template',
      correlationId: 'c',
      causationId: 'x',
      time: '2026-11-21T02:00:00.000Z',
      version: '1',
    };
    for (const listener of listeners) listener({ type, detail: { metadata, data: data ?? sample } });
  };
  const observe = (listener: (event: { type: string; detail: unknown }) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { put, observe: observe as never, listening: () => listeners.size };
};

const requested = { input: { bucket: 'in', prefix } };

describe('following a job', () => {
  it('tells each of its events once, in order, and ends when it was archived and told of', async () => {
    const cloud = stage();
    const heard: string[] = [];
    const ending = followJob(cloud, prefix, ({ type }) => heard.push(type), never, limits);
    cloud.put('JobRequested', { input: { bucket: 'in', prefix: 'drops/other/' } }, 'job-2');
    cloud.put('InputsCollected', undefined, 'job-2');
    cloud.put('JobRequested', requested);
    cloud.put('InputsCollected');
    cloud.put('InputsCollected');
    cloud.put('ArtifactGenerated');
    cloud.put('JobSucceeded');
    cloud.put('JobArchived');
    cloud.put('NotificationSent');
    expect(await ending).toEqual({ jobId: ours, missing: [] });
    expect(heard).toEqual([
      'JobRequested',
      'InputsCollected',
      'ArtifactGenerated',
      'JobSucceeded',
      'JobArchived',
      'NotificationSent',
    ]);
    expect(cloud.listening()).toBe(0);
  });

  it('does not wait for ever for the email of a job that has ended', async () => {
    const cloud = stage();
    const ending = followJob(cloud, prefix, () => undefined, never, { stallMs: 60_000, afterMs: 1 });
    cloud.put('JobRequested', requested);
    cloud.put('JobFailed');
    cloud.put('JobArchived');
    expect(await ending).toEqual({ jobId: ours, missing: ['NotificationSent'] });
  });

  it('says after what the pipeline stalled', async () => {
    const cloud = stage();
    const ending = followJob(cloud, prefix, () => undefined, never, { stallMs: 1, afterMs: 1 });
    cloud.put('JobRequested', requested);
    await expect(ending).rejects.toThrow(/stalled: nothing happened for .* after JobRequested/);
    expect(cloud.listening()).toBe(0);
  });

  it('ends at once on Ctrl-C', async () => {
    const cloud = stage();
    const abort = new AbortController();
    const ending = followJob(cloud, prefix, () => undefined, abort.signal, limits);
    abort.abort();
    await expect(ending).rejects.toThrow('Interrupted');
    expect(cloud.listening()).toBe(0);
  });

  it('heeds nothing that is not in the catalogue', async () => {
    const cloud = stage();
    const heard: string[] = [];
    const ending = followJob(cloud, prefix, ({ type }) => heard.push(type), never, { stallMs: 5, afterMs: 5 });
    cloud.put('Object Created' as never, { bucket: {} });
    cloud.put('JobRequested', { input: 'malformed' });
    await expect(ending).rejects.toThrow('after the drop');
    expect(heard).toEqual([]);
  });
});
