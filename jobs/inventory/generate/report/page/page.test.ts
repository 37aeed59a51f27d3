import { createHash } from 'node:crypto';
import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import { configured } from '../../../testing/said.ts';
import { cellOf, readingOf, scanOf } from '../../../testing/scan.ts';
import { analyse } from '../../analyse.ts';
import { knowledge } from '../../knowledge.ts';
import { reportPage } from './page.ts';

const hostile = `</style><script>alert(1)</script><img src=x onerror='a'>"`;
const now = '2026-11-21T02:00:00.000Z';

const volume = configured(
  'AWS::EC2::Volume',
  { Size: 100, State: 'available', VolumeType: 'gp2', Encrypted: false, Attachments: [] },
  { id: 'vol-1', name: hostile, tags: { [hostile]: hostile } },
);

const denied = readingOf([], { outcome: 'denied', types: ['AWS::EKS::Cluster'], cell: cellOf('eks') });
for (const look of denied.looks) look.reason = `The role may not list clusters ${hostile}`;

const report = (change: Partial<InventoryReport> = {}): InventoryReport => ({
  ...analyse(scanOf(now, [readingOf([volume]), denied]), { looks: [], trend: [] }, { ...knowledge, exceptions: [] })
    .report,
  ...change,
});

const [some] = report().findings;
const finding = (change: Partial<InventoryFinding> = {}): InventoryFinding => {
  if (!some) throw new Error('The volume is not in order');
  return { ...some, ...change };
};

describe('report.html of an inventory', () => {
  it('shows whatever comes from an account as text', () => {
    const evidence = { [hostile]: hostile };
    const page = reportPage(
      report({
        findings: [finding({ title: hostile, why: hostile, evidence, page: 'javascript:alert(1)' })],
        suppressed: [{ ...finding(), exception: { reason: hostile, until: '2027-01-01' } }],
        insight: { model: hostile, summary: [hostile], priorities: [], cut: 0, costUsd: 0 },
        changes: {
          since: now,
          appeared: [volume],
          gone: [],
          changed: [{ resource: volume, fields: [{ path: hostile, before: hostile }] }],
        },
      }),
    );
    expect(page).not.toMatch(/<img|onerror='|href="javascript/);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page.match(/<style>/g)).toHaveLength(1);
  });

  it('runs its own script and style and asks the network for nothing', () => {
    const page = reportPage(report());
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    for (const tag of ['style', 'script']) {
      const [, text = ''] = new RegExp(`<${tag}>(.*)</${tag}>`, 's').exec(page) ?? [];
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy.replaceAll('&#39;', "'")).toContain(`${tag}-src 'sha256-${hash}'`);
    }
    expect(page).not.toMatch(/<[^>]* (?:style|src)=|<link|<iframe/);
  });

  it('says at the top what could not be seen, and why in its coverage', () => {
    const page = reportPage(report());
    expect(page).toContain('1 of 2 cells could not be seen completely');
    expect(page).toContain('The role may not list clusters &lt;/style&gt;');
    expect(reportPage(report({ coverage: [], counts: { ...report().counts, cells: 0 } }))).toContain(
      'Nothing could be looked at',
    );
  });

  it('tells how long a finding has been open, and when it begins to hurt', () => {
    const open = finding({ status: 'open', firstSeen: '2026-11-09T02:00:00.000Z', due: '2026-12-01' });
    const page = reportPage(report({ findings: [open] }));
    expect(page).toContain('open for 12 days');
    expect(page).toContain('<h3>To come</h3>');
    expect(page).toContain('in 10 days');
    expect(reportPage(report({ findings: [{ ...open, due: '2026-11-20' }] }))).toContain('1 day ago');
  });

  it('shows changes with their fields, exceptions with reason and expiry, anomalies with their numbers', () => {
    const since = '2026-11-20T02:00:00.000Z';
    const point = report().trend;
    const page = reportPage(
      report({
        trend: [...point, ...point],
        suppressed: [{ ...finding(), exception: { reason: 'accepted by DP-114', until: '2027-01-15' } }],
        anomalies: [{ metric: 'AWS::EC2::Volume', value: 40, median: 10, mad: 2, score: 10.12, scans: 12 }],
        changes: {
          since,
          appeared: [],
          gone: [],
          changed: [{ resource: volume, fields: [{ path: 'VolumeType', before: 'gp2', after: 'gp3' }] }],
        },
      }),
    );
    for (const told of [
      '<code>VolumeType</code> <span class="was">&quot;gp2&quot;</span> → <span class="now">&quot;gp3&quot;</span>',
      'accepted by DP-114',
      'until 2027-01-15',
      'Robust z-score 10.1 = 0.6745 × (40 − 10) / 2, over 12 earlier scans',
    ])
      expect(page).toContain(told);
  });

  it('has an insight only where a model was asked', () => {
    expect(reportPage(report())).not.toContain('id="insight"');
    const why = 'The model had nothing to say that the findings bear out.';
    expect(reportPage(report({ insightNote: why }))).toContain(why);
  });

  it('is under 2 MB for 20,000 findings, and says where the rest is', () => {
    const why = 'x'.repeat(1_000);
    const resource = { ...finding().resource, arn: `arn:${'y'.repeat(1_000)}`, name: 'z'.repeat(300) };
    const evidence = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`Field${n}`, why]));
    const findings = Array.from({ length: 20_000 }, (_, n) => finding({ id: String(n), why, resource, evidence }));
    const coverage = Array.from({ length: 3_000 }, (_, n) => ({
      ...denied.cell,
      ...report().coverage[1],
      region: `r-${n}`,
    })) as InventoryReport['coverage'];
    const changed = Array.from({ length: 5_000 }, () => ({ resource, fields: [{ path: why, before: why }] }));
    const changes = { since: now, appeared: changed.map((each) => each.resource), gone: [], changed };
    const suppressed = findings.map((each) => ({ ...each, exception: { reason: why, until: '2027-01-01' } }));
    const page = reportPage(report({ findings, fixed: findings, suppressed, coverage, changes }));
    expect(page.length).toBeLessThan(2_000_000);
    expect(page).toMatch(/And 19,\d{3} more in findings\.csv/);
  });
});
