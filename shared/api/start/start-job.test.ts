import type { JobSubmission } from '#schemas/api/submission.ts';
import { startingWorld } from '../../testing/start.ts';

const files = [{ name: 'vpc.json', content: '{}' }];

describe('A request becomes a job', () => {
  it('that is the caller’s, and keeps what was wished for', async () => {
    const { start, jobs, bus } = startingWorld();
    const notification = { type: 'EMAIL', priority: 'high' } as const;
    const simulate = { stage: 'generator', fault: 'crash', times: 2 } as const;
    const accepted = await start({ kind: 'template', input: { files }, notification, simulate });
    expect(accepted).toEqual({
      jobId: expect.any(String),
      correlationId: 'order-7',
      kind: 'template',
      isNew: true,
    });
    expect(jobs.items.get(accepted.jobId)).toMatchObject({
      status: 'Pending',
      kind: 'template',
      owner: 'arn:aws:iam::111122223333:role/Alice',
      correlationId: 'order-7',
      input: { bucket: 'input', prefix: `requests/${accepted.jobId}/` },
      notification,
      rehearsal: simulate,
    });
    expect(bus.events.map(({ type }) => type)).toEqual(['JobRequested']);
  });

  it('with its files and its options, as if it had been dropped', async () => {
    const { start, keys, text } = startingWorld();
    const input = { files: [...files, { name: 'a/b.bin', contentBase64: Buffer.from([0, 255]).toString('base64') }] };
    const { jobId } = await start({ kind: 'template', input, options: { strict: true, mode: 'import' } });
    const prefix = `requests/${jobId}/`;
    expect(keys()).toEqual([`${prefix}vpc.json`, `${prefix}a/b.bin`, `${prefix}dropforge.json`]);
    expect(JSON.parse(text(`${prefix}dropforge.json`))).toEqual({ kind: 'template', strict: true, mode: 'import' });
  });

  it.each([
    [{ kind: 'template', input: { files } }, 'vpc.json'],
    [{ kind: 'template', input: { files: [...files, { name: 'descriptor.json', content: '{}' }] } }, 'vpc.json'],
    [{ kind: 'template', input: { files: [{ name: 'descriptor.json', content: '{}' }] } }, 'descriptor.json'],
    [{ kind: 'inventory' }, 'the account'],
  ] as const)('of %j, which a person calls %s', async (body, name) => {
    const { start, jobs } = startingWorld();
    const { jobId } = await start(structuredClone(body) as JobSubmission);
    expect(jobs.items.get(jobId)?.input).toMatchObject({ name });
  });

  it('with its descriptor, if it is for a specification', async () => {
    const { start, text } = startingWorld();
    const descriptor = {
      moduleName: 'Orders',
      version: '1',
      features: [{ id: 'F-1', description: 'Places orders' }],
      focus: [],
      language: 'en',
    };
    const { jobId } = await start({ kind: 'spec', input: { files: [{ name: 'a.zip', content: 'PK' }] }, descriptor });
    expect(JSON.parse(text(`requests/${jobId}/descriptor.json`))).toEqual(descriptor);
    expect(JSON.parse(text(`requests/${jobId}/dropforge.json`))).toEqual({ kind: 'spec', threshold: 80 });
  });

  it('of which the same key tells again, by the correlation id that it has', async () => {
    const { start, jobs, keys } = startingWorld();
    const first = await start({ kind: 'template', input: { files } }, { key: 'k' });
    const written = keys();
    await jobs.modify(first.jobId, (job) => ({ ...job, correlationId: 'order-6' }));
    expect(await start({ kind: 'template', input: { files } }, { key: 'k' })).toEqual({
      ...first,
      correlationId: 'order-6',
      isNew: false,
    });
    expect([jobs.items.size, keys()]).toEqual([1, written]);
  });
});

describe('Files in a request are refused', () => {
  const tooLarge = 'x'.repeat(2 * 1024 * 1024 + 1);

  it('above 4 MB together, with where larger ones go', async () => {
    const { start, keys, jobs } = startingWorld();
    const input = { files: ['a', 'b'].map((name) => ({ name, content: tooLarge })) };
    await expect(start({ kind: 'template', input })).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      message: expect.stringContaining('/v1/uploads'),
    });
    expect([keys(), jobs.items.size]).toEqual([[], 0]);
  });

  it.each([
    [
      'options and dropforge.json',
      '/options',
      { kind: 'template', input: { files: [{ name: 'dropforge.json', content: '{}' }] } },
    ],
    [
      'a descriptor and descriptor.json',
      '/descriptor',
      {
        kind: 'spec',
        input: { files: [{ name: 'descriptor.json', content: '{}' }] },
        descriptor: { moduleName: 'A', version: '1', features: [], focus: [], language: 'en' },
      },
    ],
    ['a specification of nobody knows what', '/descriptor', { kind: 'spec', input: { files } }],
  ] as const)('%s', async (_what, pointer, body) => {
    const { start, jobs } = startingWorld();
    await expect(start(body as never)).rejects.toMatchObject({
      code: 'INCONSISTENT_REQUEST',
      errors: [{ in: 'body', pointer, message: expect.any(String) }],
    });
    expect(jobs.items.size).toBe(0);
  });
});
