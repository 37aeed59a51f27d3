import { alice, bob, startingWorld } from '../../testing/start.ts';
import { uploadPrefix } from '../upload/prefix.ts';

const uploadId = '019b7a11-0000-7000-8000-0000000000aa';
const prefix = uploadPrefix(alice.principal, uploadId);

const uploaded = async (names: readonly string[], change = {}) => {
  const world = startingWorld(change);
  for (const name of names) await world.inputs.put(`${prefix}${name}`, '{}', 'application/json');
  return world;
};

const template = { kind: 'template', input: { uploadId } } as const;

describe('An upload becomes a job', () => {
  it('with its files where they lie, and the options beside them', async () => {
    const { start, jobs, keys } = await uploaded(['vpc.json']);
    const { jobId, isNew } = await start(template);
    expect(isNew).toBe(true);
    expect(jobs.items.get(jobId)?.input).toEqual({ bucket: 'input', prefix, name: 'vpc.json' });
    expect(keys()).toEqual([`${prefix}vpc.json`, `${prefix}dropforge.json`]);
  });

  it('and the same one for the same key, even when its files have been archived', async () => {
    const { start, inputs } = await uploaded(['vpc.json']);
    const { jobId } = await start(template, { key: 'k' });
    for await (const { key, etag } of inputs.list(prefix)) await inputs.deleteIfUnchanged(key, etag);
    expect(await start(template, { key: 'k' })).toMatchObject({ jobId, isNew: false });
  });

  it('if the first try died after it had written the options', async () => {
    const { start, bus, jobs } = await uploaded(['vpc.json']);
    bus.failing = 1;
    await expect(start(template, { key: 'k' })).rejects.toThrow('EventBridge');
    const [jobId] = [...jobs.items.keys()];
    jobs.items.clear();
    expect(await start(template, { key: 'k' })).toMatchObject({ jobId });
  });
});

describe('There is no such upload', () => {
  it.each([
    ['without files', [], alice],
    ['of somebody else', ['vpc.json'], bob],
  ] as const)('%s', async (_what, names, caller) => {
    const { start, jobs, keys } = await uploaded(names);
    await expect(start(template, { caller })).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
    expect([jobs.items.size, keys().length]).toEqual([0, names.length]);
  });
});

describe('An upload is refused', () => {
  it('for a second job', async () => {
    const { start, jobs } = await uploaded(['vpc.json']);
    await start(template);
    await expect(start(template)).rejects.toMatchObject({ code: 'UPLOAD_USED' });
    expect(jobs.items.size).toBe(1);
  });

  it('for all but one of many jobs that are asked for at once', async () => {
    const { start, jobs } = await uploaded(['vpc.json']);
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => start(template)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(jobs.items.size).toBe(1);
  });

  it('if it has a descriptor, and the request, too', async () => {
    const { start } = await uploaded(['a.zip', 'descriptor.json']);
    const descriptor = { moduleName: 'A', version: '1', features: [], focus: [], language: 'en' };
    const asked = start({ kind: 'spec', input: { uploadId }, descriptor });
    await expect(asked).rejects.toMatchObject({ code: 'INCONSISTENT_REQUEST' });
  });
});
