import type { Exception } from '#schemas/inventory/options.ts';
import { inventoryReport, inventoryState } from '#schemas/inventory/report.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { readingOf, resourceOf, scanOf } from '../testing/scan.ts';
import { type Analysis, analyse, type Before } from './analyse.ts';
import type { Rule } from './rules/rule.ts';

const openToAll: Rule = {
  id: 'open-to-all',
  finds: 'What is open',
  severity: 'critical',
  service: 'ec2',
  types: ['AWS::EC2::Instance'],
  reads: ['Open'],
  page: 'https://docs.aws.amazon.com/',
  todo: 'Close it.',
  check: ({ configuration }) => {
    if (configuration.Open === 'crash') throw new TypeError('s3cret-value');
    return configuration.Open === true
      ? { title: 'Open', why: 'It is open.', evidence: { Open: true }, exposure: 'internet' as const }
      : undefined;
  },
};

const first = '2026-11-20T02:00:00.000Z';
const second = '2026-11-21T02:00:00.000Z';
const nothingBefore: Before = { looks: [], trend: [] };
const knowledge = { rules: [openToAll], tables: [], exceptions: [] as Exception[] };

const open = (id: string) => resourceOf(id, { configuration: { Open: true } });

const lookAt = (resources: readonly InventoryResource[]) => ({
  type: 'AWS::EC2::Instance',
  accountId: '111122223333',
  region: 'eu-west-1',
  scannedAt: first,
  resources,
});

const after = ({ state, report }: Analysis, resources: readonly InventoryResource[]): Before => ({
  looks: [lookAt(resources)],
  state,
  trend: report.trend,
});

const scanOnce = (resources: readonly InventoryResource[]) =>
  analyse(scanOf(first, [readingOf(resources)]), nothingBefore, knowledge);

describe('The analysis of a scan', () => {
  it('makes a report and a state that their schemas take', () => {
    const { report, state } = scanOnce([open('i-1'), resourceOf('i-2')]);
    expect(inventoryReport.parse(report)).toEqual(report);
    expect(inventoryState.parse(state)).toEqual(state);
    expect(report.counts).toMatchObject({ resources: 2, bySeverity: { critical: 1, high: 0, medium: 0, low: 0 } });
  });

  it('says nothing of changes on the first scan', () => {
    expect(scanOnce([open('i-1')]).report.changes).toEqual({ appeared: [], gone: [], changed: [] });
  });

  it('keeps since when a finding is open, and tells of a new one as new', () => {
    const before = after(scanOnce([open('i-1')]), [open('i-1')]);
    const { report } = analyse(scanOf(second, [readingOf([open('i-1'), open('i-2')])]), before, knowledge);
    const seen = report.findings.map(({ resource, status, firstSeen }) => [resource.arn.slice(-3), status, firstSeen]);
    expect(seen).toEqual([
      ['i-1', 'open', first],
      ['i-2', 'new', second],
    ]);
  });

  it('tells what was fixed, by change or by removal', () => {
    const before = after(scanOnce([open('i-1'), open('i-2')]), [open('i-1'), open('i-2')]);
    const { report } = analyse(scanOf(second, [readingOf([resourceOf('i-1')])]), before, knowledge);
    expect(report.findings).toEqual([]);
    expect(report.fixed.map(({ resource }) => resource.arn.slice(-3)).sort()).toEqual(['i-1', 'i-2']);
    expect(report.changes.gone.map(({ arn }) => arn.slice(-3))).toEqual(['i-2']);
  });

  it.each(['denied', 'throttled', 'failed'] as const)('infers nothing from what a %s look did not see', (outcome) => {
    const before = after(scanOnce([open('i-1')]), [open('i-1')]);
    const reading = readingOf([], { outcome, types: ['AWS::EC2::Instance'] });
    const { report, state } = analyse(scanOf(second, [reading]), before, knowledge);
    expect(report.changes.gone).toEqual([]);
    expect(report.fixed).toEqual([]);
    expect(report.findings).toMatchObject([{ status: 'unverified', firstSeen: first }]);
    expect(state.findings).toHaveLength(1);
    expect(report.trend.at(-1)?.byType).toEqual({});
  });

  it('infers nothing where nobody looked', () => {
    const before = after(scanOnce([open('i-1')]), [open('i-1')]);
    const { report } = analyse(scanOf(second, []), before, knowledge);
    expect(report.changes.gone).toEqual([]);
    expect(report.findings).toMatchObject([{ status: 'unverified' }]);
  });

  it('still tells of what an incomplete look did see', () => {
    const before = after(scanOnce([resourceOf('i-1')]), [resourceOf('i-1')]);
    const reading = readingOf([resourceOf('i-1', { state: 'stopped' }), open('i-2')], { outcome: 'throttled' });
    const { report } = analyse(scanOf(second, [reading]), before, knowledge);
    expect(report.changes).toMatchObject({
      since: first,
      appeared: [{ arn: expect.stringContaining('i-2') }],
      gone: [],
      changed: [{ fields: [{ path: 'state', after: 'stopped' }] }],
    });
    expect(report.findings).toMatchObject([{ status: 'new' }]);
  });

  it('is the same when it is made again', () => {
    const before = after(scanOnce([open('i-1')]), [open('i-1')]);
    const scan = scanOf(second, [readingOf([open('i-1'), open('i-2')])]);
    expect(analyse(scan, before, knowledge)).toEqual(analyse(scan, before, knowledge));
  });

  it('alerts to a critical finding once while it stays open, and again after it was fixed', () => {
    const one = scanOnce([open('i-1')]);
    expect(one.alerts).toHaveLength(1);
    const two = analyse(scanOf(second, [readingOf([open('i-1')])]), after(one, [open('i-1')]), knowledge);
    expect(two.alerts).toEqual([]);
    const third = '2026-11-22T02:00:00.000Z';
    const three = analyse(scanOf(third, [readingOf([resourceOf('i-1')])]), after(two, [open('i-1')]), knowledge);
    expect(three.state.alerted).toEqual([]);
    const fourth = '2026-11-23T02:00:00.000Z';
    const four = analyse(scanOf(fourth, [readingOf([open('i-1')])]), after(three, [resourceOf('i-1')]), knowledge);
    expect(four.alerts).toHaveLength(1);
  });

  it('sets aside what is excepted, until the day is over', () => {
    const exceptions = [{ rule: 'open-*', resource: 'i-1', reason: 'A honeypot', until: '2026-11-20' }];
    const excepted = analyse(scanOf(first, [readingOf([open('i-1')])]), nothingBefore, { ...knowledge, exceptions });
    expect(excepted.report.findings).toEqual([]);
    expect(excepted.alerts).toEqual([]);
    expect(excepted.report.suppressed).toMatchObject([{ exception: { reason: 'A honeypot' } }]);
    const next = analyse(scanOf(second, [readingOf([open('i-1')])]), after(excepted, [open('i-1')]), {
      ...knowledge,
      exceptions,
    });
    expect(next.report.findings).toMatchObject([{ status: 'open', firstSeen: first }]);
    expect(next.alerts).toHaveLength(1);
  });

  it('survives a rule that cannot cope with a resource, and keeps what is not known for open', () => {
    const before = after(scanOnce([open('i-1')]), [open('i-1')]);
    const odd = resourceOf('i-1', { configuration: { Open: 'crash' } });
    const { report, misunderstood } = analyse(scanOf(second, [readingOf([odd])]), before, knowledge);
    expect(report.fixed).toEqual([]);
    expect(report.findings).toMatchObject([{ status: 'unverified' }]);
    expect(misunderstood).toEqual([{ rule: 'open-to-all', arn: odd.arn, error: 'TypeError' }]);
  });

  it('infers nothing from what a resource would not say', () => {
    const before = after(scanOnce([open('i-1')]), [open('i-1')]);
    const silent = { ...resourceOf('i-1'), unread: ['Open'] };
    const { report } = analyse(scanOf(second, [readingOf([silent])]), before, knowledge);
    expect(report.findings).toMatchObject([{ status: 'unverified' }]);
    expect(report.changes.changed).toEqual([]);
  });

  it('does not count what nobody owns', () => {
    const image = resourceOf('ami-1', { type: 'AWS::EC2::Image', arn: 'arn:aws:ec2:eu-west-1::image/ami-1' });
    const { report } = analyse(scanOf(first, [readingOf([image, resourceOf('i-1')])]), nothingBefore, knowledge);
    expect(report.counts).toMatchObject({ resources: 1, byType: { 'AWS::EC2::Instance': 1 } });
    expect(report.trend.at(-1)?.byType).toEqual({ 'AWS::EC2::Instance': 1 });
  });

  it('counts a resource that two cells saw once', () => {
    const { report } = analyse(
      scanOf(first, [readingOf([open('i-1')]), readingOf([open('i-1')])]),
      nothingBefore,
      knowledge,
    );
    expect(report.counts.resources).toBe(1);
    expect(report.findings).toHaveLength(1);
  });

  it('reports a table that is older than 90 days, and that it was renewed', () => {
    const table = (asOf: string) => [
      { name: 'lambda-runtimes', asOf, sources: ['https://docs.aws.amazon.com/lambda/'] },
    ];
    const old = analyse(scanOf(first, []), nothingBefore, { ...knowledge, tables: table('2026-08-21') });
    expect(old.report.findings).toMatchObject([{ rule: 'stale-table', evidence: { ageDays: 91 } }]);
    const fresh = analyse(scanOf(second, []), after(old, []), { ...knowledge, tables: table('2026-08-23') });
    expect(fresh.report.tables).toMatchObject([{ ageDays: 90 }]);
    expect(fresh.report.fixed).toMatchObject([{ rule: 'stale-table' }]);
  });
});
