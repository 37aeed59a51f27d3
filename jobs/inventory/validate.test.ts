import { InsightWritten } from '#events/insight-written.ts';
import { type InventoryReport, inventoryReport } from '#schemas/inventory/report.ts';
import type { Job } from '#schemas/job.ts';
import type { StageResult } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { aJob } from '#shared/testing/job.ts';
import { memoryBuckets } from '#shared/testing/memory.ts';
import { analyse } from './generate/analyse.ts';
import { knowledge } from './generate/knowledge.ts';
import { configured } from './testing/said.ts';
import { readingOf, scanOf } from './testing/scan.ts';
import type { InsightOutcome } from './validate/insight/insight.ts';
import { insightLater } from './validate/insight/later.ts';
import { validating } from './validate.ts';

const volume = configured('AWS::EC2::Volume', { Size: 9, State: 'available', VolumeType: 'gp2', Attachments: [] });
const report: InventoryReport = analyse(
  scanOf('2026-11-21T02:00:00.000Z', [readingOf([volume])]),
  { looks: [], trend: [] },
  { ...knowledge, exceptions: [] },
).report;

const insight = { model: 'stub', summary: ['Delete the volume.'], priorities: [], cut: 0, costUsd: 0 };
const key = 'jobs/1/generator/findings.json';
const buckets = memoryBuckets();
const artifacts = buckets.bucketOf('output');

const asking = (outcome: InsightOutcome | Error) => ({
  ask: async () => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  },
  retrySeconds: 300,
  now: () => new Date('2026-11-21T02:10:00.000Z'),
});
const throttled: InsightOutcome = { outcome: 'unavailable', why: 'over its quota' };

const page = {
  name: 'report.html',
  key: 'jobs/1/generator/report.html',
  bytes: 1,
  sha256: 'a'.repeat(64),
  contentType: '',
};
const job = aJob({ kind: 'inventory', output: { artifacts: [page], work: { findings: key }, summary: {} } });

const told = async ({ patch }: StageResult) => ({
  report: inventoryReport.parse(JSON.parse(await artifacts.readText(patch.work?.findings ?? ''))),
  page: await artifacts.readText(patch.artifacts?.find(({ name }) => name === 'report.html')?.key ?? ''),
});

beforeEach(() => artifacts.put(key, JSON.stringify(report), 'application/json'));

describe('The validator of an inventory', () => {
  it('lets a sound report go out as it is where there is no model', async () => {
    const { patch, events } = await validating()(job, { key }, { artifacts });
    expect(patch).toMatchObject({ artifacts: [], summary: { resources: 1, insightNote: '' } });
    expect(events).toMatchObject([{ type: 'JobSucceeded', data: { artifacts: [page] } }]);
  });

  it('stops a report that contradicts itself', async () => {
    const wrong = { ...report, counts: { ...report.counts, resources: 7 } };
    await artifacts.put(key, JSON.stringify(wrong), 'application/json');
    await expect(validating()(job, { key }, { artifacts })).rejects.toThrow(PermanentError);
  });

  it('has the words of a model in findings.json, report.html and the record', async () => {
    const result = await validating(asking({ outcome: 'written', insight }))(job, { key }, { artifacts });
    const { report: after, page: html } = await told(result);
    expect(after).toEqual({ ...report, insight });
    expect(html).toContain('Delete the volume.');
    expect(result.patch.summary).toMatchObject({ insight: { summary: ['Delete the volume.'] } });
    expect(result.events).toMatchObject([
      { type: 'JobSucceeded', data: { artifacts: [{ key: expect.stringContaining('/validator/report.html') }, {}] } },
    ]);
  });

  it('says in a line that nothing of it could be kept', async () => {
    const nothing: InsightOutcome = { outcome: 'nothing', why: 'no tool call' };
    const result = await validating(asking(nothing))(job, { key }, { artifacts });
    expect((await told(result)).page).toContain('nothing it said could be kept: no tool call.');
    expect(result.events).toHaveLength(1);
  });

  it.each([
    ['is throttled', throttled],
    ['breaks', new Error('secret')],
  ])('lets the report go out now and asks again later where the model %s', async (_, outcome) => {
    const result = await validating(asking(outcome))(job, { key }, { artifacts });
    expect(result.events).toMatchObject([
      { type: 'JobSucceeded' },
      { type: 'InsightPostponed', data: { tries: 1, notBefore: '2026-11-21T02:15:00.000Z' } },
    ]);
    const { page: html } = await told(result);
    expect(html).toContain('No model could be asked when this report went out');
    expect(html).not.toContain('secret');
  });
});

describe('An insight that comes later', () => {
  const ended: Job = { ...job, status: 'Succeeded' };
  const later = (outcome: InsightOutcome, tries: number) =>
    insightLater(asking(outcome), artifacts)(ended, { tries, notBefore: '2026-11-21T02:15:00.000Z' });

  it('is written beside the report that went out, and told by an event', async () => {
    const result = await later({ outcome: 'written', insight }, 2);
    expect(await told(result)).toMatchObject({
      report: { insight },
      page: expect.stringContaining('Delete the volume.'),
    });
    expect(result.patch.summary).toMatchObject({ insight: { model: 'stub' }, insightNote: '' });
    expect(result.events).toEqual([{ type: InsightWritten.type, data: { key: result.patch.work?.findings } }]);
  });

  it('is tried three times, later each time', async () => {
    expect((await later(throttled, 1)).events).toMatchObject([
      { type: 'InsightPostponed', data: { tries: 2, notBefore: '2026-11-21T02:20:00.000Z' } },
    ]);
    expect((await later(throttled, 2)).events).toMatchObject([{ data: { tries: 3 } }]);
    const last = await later(throttled, 3);
    expect(last.events).toEqual([]);
    expect((await told(last)).report.insightNote).toContain('No model could be asked, 4 times (over its quota)');
  });

  it('is none where the model has been switched off since', async () =>
    expect(await insightLater(undefined, artifacts)(ended, { tries: 1, notBefore: '' })).toEqual({
      patch: {},
      events: [],
    }));
});
