import { createHash } from 'node:crypto';
import { archiveManifest } from '#schemas/archive-manifest.ts';
import { aJob, submittedAt } from '../testing/job.ts';
import { memoryBuckets, memoryObserver } from '../testing/memory.ts';
import { archiveJob, inputsOf } from './archive.ts';

const event = { type: 'JobSucceeded', id: 'e', data: {}, isLast: false };
const prefix = 'archive/2026/01/019b7a11-0000-7000-8000-000000000001/';

const aDrop = async () => {
  const { objects, bucketOf } = memoryBuckets();
  const [inputs, artifacts, archive] = [bucketOf('input'), bucketOf('output'), bucketOf('archive')];
  for (const name of ['a.json', 'sub dir/b+c%.yaml', '_READY'])
    await inputs.put(`drops/web/${name}`, name, 'text/plain');
  const template = await artifacts.put('jobs/j/validator/template.yaml', 'Resources: {}', 'application/yaml');
  const job = aJob({ status: 'Succeeded', output: { artifacts: [template], work: {}, summary: {} } });
  const run = archiveJob({ inputs, artifacts, archive, observer: memoryObserver(), now: () => new Date(submittedAt) });
  const manifest = async () => archiveManifest.parse(JSON.parse(await archive.readText(`${prefix}manifest.json`)));
  const left = () => [...objects.keys()].filter((key) => key.startsWith('input/'));
  return { objects, inputs, artifacts, job, run, manifest, left };
};

describe('Archiving a finished job', () => {
  it('copies inputs and results with a manifest of their sums, and deletes the inputs', async () => {
    const { job, run, manifest, left, objects } = await aDrop();
    const { patch, events } = await run(job, event);
    const { inputs, results } = await manifest();
    expect(inputs.map(({ archivedAs }) => archivedAs)).toEqual(
      ['_READY', 'a.json', 'sub dir/b+c%.yaml'].map((name) => `${prefix}inputs/${name}`),
    );
    expect(results).toEqual([expect.objectContaining({ archivedAs: `${prefix}results/template.yaml`, bytes: 13 })]);
    expect(inputs.find(({ key }) => key.endsWith('a.json'))?.sha256).toBe(
      createHash('sha256').update('a.json').digest('hex'),
    );
    expect(left()).toEqual([]);
    expect(objects.has('output/jobs/j/validator/template.yaml')).toBe(true);
    expect(patch.archive).toMatchObject({ bucket: 'archive', prefix, objects: 5 });
    expect(events.map(({ type }) => type)).toEqual(['JobArchived']);
  });

  it('leaves an object that was replaced after the collector took it, and says so', async () => {
    const { job, run, inputs, artifacts, left, manifest } = await aDrop();
    const taken = [{ key: 'drops/web/a.json', etag: '"older"', bytes: 6 }];
    const listed = await artifacts.put('jobs/j/collector/inputs.json', JSON.stringify(taken), 'application/json');
    await inputs.put('drops/web/a.json', 'newer', 'text/plain');
    await run({ ...job, output: { ...job.output, work: { inputs: listed.key } } }, event);
    expect(left()).toContain('input/drops/web/a.json');
    expect((await manifest()).missing).toEqual([
      { key: 'drops/web/a.json', reason: expect.stringContaining('replaced') },
    ]);
  });

  it('ends in the same archive when an earlier attempt died after it had deleted some inputs', async () => {
    const { job, run, manifest, objects } = await aDrop();
    await run(job, event);
    const first = await manifest();
    await run(job, event);
    expect(await manifest()).toEqual(first);
    expect([...objects.keys()].filter((key) => key.startsWith('archive/'))).toHaveLength(5);
  });

  it('keeps the inputs of a job that may be redriven, which then reads them from the archive', async () => {
    const { job, run, left } = await aDrop();
    const error = { code: 'X', message: 'm', hint: 'h', stage: 'collector' as const, recoverable: true };
    const { patch } = await run({ ...job, status: 'Failed', error }, event);
    expect(left()).toHaveLength(3);
    expect(inputsOf(job)).toEqual(job.input);
    expect(inputsOf({ ...job, archive: patch.archive })).toEqual({ bucket: 'archive', prefix: `${prefix}inputs/` });
  });

  it('deletes the inputs of a redriven job once it has succeeded', async () => {
    const { job, run, left, manifest } = await aDrop();
    const error = { code: 'X', message: 'm', hint: 'h', stage: 'collector' as const, recoverable: true };
    const { patch } = await run({ ...job, status: 'Failed', error }, event);
    await run({ ...job, archive: patch.archive }, event);
    expect(left()).toEqual([]);
    expect((await manifest()).inputs).toHaveLength(3);
  });
});
