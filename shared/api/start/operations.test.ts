import { jobSubmission } from '#schemas/api/submission.ts';
import { alice, startingWorld } from '../../testing/start.ts';
import { startOperations } from './operations.ts';

const files = [{ name: 'a.json', content: '{}' }];
const descriptor = {
  moduleName: 'A',
  version: '1',
  features: [{ id: 'F', description: 'd' }],
  focus: [],
  language: 'en',
};
const asked = { caller: alice, correlationId: 'c', path: undefined, query: undefined };

const anApi = () => {
  const { deps, jobs } = startingWorld();
  return { jobs, operations: startOperations(deps) };
};

describe('Every operation that starts a job', () => {
  it('starts one of its kind', async () => {
    const { operations, jobs } = anApi();
    const request = { ...asked, headers: {} };
    const started = [
      await operations.generateTemplate({ ...request, body: { input: { files } } }),
      await operations.generateSpec({ ...request, body: { input: { files }, descriptor } }),
      await operations.startInventory({ ...request, body: { input: { files } } }),
      await operations.createJob({ ...request, body: jobSubmission.parse({ kind: 'template', input: { files } }) }),
      await operations.process({ ...request, body: jobSubmission.parse({ kind: 'inventory' }) }),
    ];
    expect(started.map(({ kind }) => kind)).toEqual(['template', 'spec', 'inventory', 'template', 'inventory']);
    expect([...jobs.items.values()].map(({ kind }) => kind)).toEqual(started.map(({ kind }) => kind));
  });

  it('takes a key for itself alone', async () => {
    const { operations, jobs } = anApi();
    const request = { ...asked, headers: { 'idempotency-key': 'k' }, body: { input: { files } } };
    const once = await operations.generateTemplate(request);
    expect(await operations.generateTemplate(request)).toEqual({ ...once, isNew: false });
    expect(await operations.startInventory(request)).toMatchObject({ isNew: true });
    expect(jobs.items.size).toBe(2);
  });
});
