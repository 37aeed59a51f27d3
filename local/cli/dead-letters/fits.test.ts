import { catalogue } from '#events/index.ts';
import { stageNames } from '#schemas/names.ts';
import { takenBy, whyUnfit } from './fits.ts';

const metadata = {
  id: 'e',
  jobId: 'j',
  kind: 'spec',
  correlationId: 'c',
  causationId: 'b',
  time: '2026-11-21T00:00:00.000Z',
  version: '1',
};
const envelope = (source: string, type: string, detail: unknown) =>
  JSON.stringify({ id: 'i', source, 'detail-type': type, time: '2026-11-21T00:00:00Z', detail });

describe('what a stage could handle', () => {
  it('are the samples of the events that it takes, and of no others', () => {
    for (const { type, sample, consumers } of catalogue)
      for (const stage of stageNames) {
        const unfit = whyUnfit(stage, envelope('dropforge', type, { metadata, data: sample }));
        const takes = (consumers as readonly string[]).includes(stage);
        expect(unfit).toBe(takes ? undefined : `the ${stage} takes no "${type}" from "dropforge"`);
      }
  });

  it.each([
    ['intake', 'aws.s3', 'Object Created', { object: { key: 'drops/a/b' } }, undefined],
    ['intake', 'aws.s3', 'Object Created', {}, 'not a Object Created: object'],
    ['intake', 'dropforge.scheduler', 'InventoryDue', { regions: ['eu-west-1'] }, undefined],
    ['intake', 'dropforge.scheduler', 'InventoryDue', { regions: 'Europe' }, 'not a InventoryDue: regions'],
    ['cleanup', 'dropforge.scheduler', 'WatchdogDue', {}, undefined],
    ['notifier', 'dropforge.scheduler', 'DigestDue', {}, undefined],
    ['collector', 'aws.s3', 'JobRequested', {}, 'takes no "JobRequested" from "aws.s3"'],
  ] as const)('the %s and %s %s: %j', (stage, source, type, detail, why) => {
    const unfit = whyUnfit(stage, envelope(source, type, detail));
    if (why === undefined) expect(unfit).toBeUndefined();
    else expect(unfit).toContain(why);
  });

  it.each([
    ['', 'not JSON'],
    ['[]', 'not an EventBridge event'],
    ['{"source":"dropforge"}', 'not an EventBridge event: id'],
  ])('is nothing like %j', (body, why) => expect(whyUnfit('collector', body)).toContain(why));

  it('names each thing once', () => {
    for (const stage of stageNames) {
      const names = takenBy(stage).map(({ source, type }) => `${source} ${type}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
