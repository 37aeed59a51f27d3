import { admin, bob, startingWorld } from '../../testing/start.ts';

const files = [{ name: 'vpc.json', content: '{}' }];
const role = { roleArn: 'arn:aws:iam::444455556666:role/Anything' };
const whatever = { regions: 'enabled', roles: [], callBudget: 200_000, exceptions: [] } as const;
const reserved = [
  ['roles', { ...whatever, roles: [role] }],
  ['organization', { ...whatever, organization: { roleName: 'Audit' } }],
  ['exceptions', { ...whatever, exceptions: [{ rule: '*', reason: 'quiet', until: '2099-01-01' }] }],
] as const;

describe('A scan of the account', () => {
  it('is anybody’s to ask for, of the account itself', async () => {
    const { start, text } = startingWorld();
    const { jobId, isNew } = await start({ kind: 'inventory' });
    expect(isNew).toBe(true);
    expect(JSON.parse(text(`requests/${jobId}/dropforge.json`))).toMatchObject({ kind: 'inventory', live: true });
  });

  it('is joined while it runs, whoever asks', async () => {
    const { start, jobs } = startingWorld();
    const { jobId } = await start({ kind: 'inventory' });
    expect(await start({ kind: 'inventory' }, { caller: bob })).toMatchObject({ jobId, isNew: false });
    expect(jobs.items.size).toBe(1);
  });

  it.each(reserved)('takes %s from admins only', async (_field, options) => {
    const { start, jobs } = startingWorld();
    const body = { kind: 'inventory', options: structuredClone(options) } as never;
    await expect(start(body)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(jobs.items.size).toBe(0);
    expect(await start(body, { caller: admin })).toMatchObject({ isNew: true });
  });

  it('of exports hides what their owner wants hidden, and is never live', async () => {
    const { start, text } = startingWorld();
    const options = structuredClone(reserved[2][1]);
    const { jobId } = await start({ kind: 'inventory', input: { files }, options } as never);
    expect(JSON.parse(text(`requests/${jobId}/dropforge.json`))).toMatchObject({ live: false });
  });
});

describe('A request is refused', () => {
  it('that wants a failure in production', async () => {
    const simulate = { stage: 'collector', fault: 'timeout', times: 1 } as const;
    const { start } = startingWorld({ isProduction: true });
    const asked = start({ kind: 'template', input: { files }, simulate });
    await expect(asked).rejects.toMatchObject({ code: 'REHEARSAL_REFUSED' });
  });

  it('whose webhook would not be called', async () => {
    const { start } = startingWorld({ webhookRefusal: (target) => `${target} is private` });
    const notification = { type: 'WEBHOOK', priority: 'normal', target: 'https://10.0.0.1/' } as const;
    await expect(start({ kind: 'template', input: { files }, notification })).rejects.toMatchObject({
      code: 'INCONSISTENT_REQUEST',
      errors: [{ in: 'body', pointer: '/notification/target', message: 'https://10.0.0.1/ is private' }],
    });
  });
});
