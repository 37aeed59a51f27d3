import type { InventoryReport } from '#schemas/inventory/report.ts';
import { jobSummary } from '#schemas/job.ts';
import { columns } from '#shared/message/layout.ts';
import { aJob } from '#shared/testing/job.ts';
import { analyse } from './generate/analyse.ts';
import { knowledge } from './generate/knowledge.ts';
import { alertMessages } from './message/alerts.ts';
import { message } from './message.ts';
import { configured } from './testing/said.ts';
import { cellOf, readingOf, scanOf } from './testing/scan.ts';
import { summaryOf } from './validate/summary.ts';

const group = configured(
  'AWS::EC2::SecurityGroup',
  {
    GroupId: 'sg-1',
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  },
  { id: 'sg-1', name: 'bastion <!channel>\nSubject: x' },
);
const idle = configured(
  'AWS::EC2::Volume',
  { Size: 100, State: 'available', VolumeType: 'gp2', Attachments: [] },
  { id: 'vol-1' },
);
const denied = readingOf([], { outcome: 'denied', types: ['AWS::EKS::Cluster'], cell: cellOf('eks') });
for (const look of denied.looks) look.reason = 'The role may not call eks:ListClusters (AccessDenied).';

const report: InventoryReport = analyse(
  scanOf('2026-11-21T02:00:00.000Z', [readingOf([group, idle]), denied]),
  { looks: [], trend: [] },
  { ...knowledge, exceptions: [] },
).report;

const emailOf = (change: Partial<InventoryReport> = {}) => {
  const name = 'report.html';
  const artifacts = [{ name, key: `jobs/1/${name}`, bytes: 9, sha256: 'a'.repeat(64), contentType: 'text/html' }];
  const summary = jobSummary.parse(summaryOf({ ...report, ...change }));
  const job = aJob({ kind: 'inventory', status: 'Succeeded', output: { artifacts, work: {}, summary } });
  return message(job, [{ name, url: 'https://signed/x' }], 'out');
};

const tooWide = (text: string) =>
  text.split('\n').filter((line) => line.length > columns && !/^\s*(aws s3 cp|https:|arn:)/.test(line));

describe('The email of an inventory', () => {
  it('has the form of the alert people know', () => {
    const { subject, text } = emailOf();
    expect(subject).toBe('AWS Inventory Alert - 2 Resources Scanned');
    expect(text).toMatch(
      /^AWS Infrastructure Analysis Report\nGenerated: 2026-11-21 02:00 UTC\n\nSUMMARY:\n- Total Resources: 2 /,
    );
    for (const part of [
      '- Resource Types: ',
      'CRITICAL FINDINGS:',
      '- Stopped EC2: 0',
      '- EOL Warnings: 0',
      'TOP RECOMMENDATIONS:\n1. ',
    ])
      expect(text).toContain(part);
    expect(text).toContain('  aws s3 cp s3://out/jobs/1/report.html .\n  https://signed/x');
  });

  it('says what could not be seen, and why', () => {
    const { text } = emailOf();
    expect(text).toContain('NOT SEEN completely: 1 of 2 cells');
    expect(text.replace(/\s+/g, ' ')).toContain(
      '111122223333/eu-west-1/eks denied: The role may not call eks:ListClusters',
    );
  });

  it('tells an insight, or in a line why there is none', () => {
    const insight = { model: 'm', summary: ['Close SSH.'], priorities: [], cut: 0, costUsd: 0 };
    expect(emailOf({ insight }).text).toContain('IN A FEW WORDS:\nClose SSH.');
    expect(emailOf({ insightNote: 'The model said nothing.' }).text).toContain(
      'IN A FEW WORDS:\nThe model said nothing.',
    );
    expect(emailOf().text).not.toContain('IN A FEW WORDS');
  });

  it('has under 200 lines of 78 columns for an account of any size, and a record that fits its item', () => {
    const [finding] = report.findings;
    if (!finding) throw new Error('The group is not in order');
    const name = `${'name '.repeat(60)}\u202e${'x'.repeat(200)}`;
    const resource = { ...finding.resource, name };
    const findings = Array.from({ length: 20_000 }, (_, n) => ({
      ...finding,
      id: String(n),
      rule: `rule-${n % 40}`,
      title: `Title ${n % 40}`,
      due: `2027-01-${10 + (n % 20)}`,
      cost: {
        monthlyUsd: 12_345.67,
        yearlyUsd: 1,
        arithmetic: '1 x 1',
        priceAsOf: '2026-11-01',
        source: 'https://aws.amazon.com',
      },
      resource,
    }));
    const all = Array.from({ length: 50_000 }, () => resource);
    const costs = Array.from({ length: 40 }, (_, n) => ({
      rule: `rule-${n}`,
      findings: 500,
      monthlyUsd: 1e9,
      yearlyUsd: 1e10,
    }));
    const email = emailOf({
      findings,
      fixed: findings,
      accounts: Array.from({ length: 500 }, (_, n) => String(111122220000 + n)),
      coverage: Array.from({ length: 3_000 }, () => report.coverage[1]).flatMap((cell) => cell ?? []),
      counts: { ...report.counts, cells: 3_000, cellsIncomplete: 3_000 },
      changes: {
        since: report.scannedAt,
        appeared: all,
        gone: all,
        changed: all.map((each) => ({ resource: each, fields: [] })),
      },
      costs: { monthlyUsd: 1e9, yearlyUsd: 1e10, byRule: costs },
      anomalies: Array.from({ length: 90 }, () => ({
        metric: 'AWS::EC2::Volume',
        value: 1,
        median: 1,
        mad: 1,
        score: 9,
        scans: 9,
      })),
    });
    expect(email.text.split('\n').length).toBeLessThan(200);
    expect(tooWide(email.text).filter((line) => !line.includes('x'.repeat(60)))).toEqual([]);
    expect(JSON.stringify(email.data).length).toBeLessThan(60_000);
  });
});

describe('Alerts', () => {
  const [finding] = report.findings;
  if (!finding) throw new Error('The group is not in order');
  const critical = (n: number) =>
    Array.from({ length: n }, (_, at) => ({ ...finding, severity: 'critical' as const, id: `r/${at}` }));
  const job = aJob({ kind: 'inventory' });

  it('are one message for each finding, with what subscriptions filter by', () => {
    const [alert, second] = alertMessages(critical(2), job);
    expect(alert?.attributes).toMatchObject({ severity: 'critical', rule: finding.rule, account: '111122223333' });
    expect(alert?.subject).toMatch(/^AWS Inventory CRITICAL - [\x20-\x7e]{1,76}$/);
    expect(alert?.text).toContain('WHAT TO DO');
    expect(alert?.name).not.toBe(second?.name);
  });

  it('mention nobody in a chat, whatever a resource is called', () =>
    expect(JSON.stringify(alertMessages(critical(1), job)[0]?.chat)).not.toContain('<!channel>'));

  it.each([
    [0, 0],
    [10, 10],
    [11, 1],
    [5_000, 1],
  ])('of %i findings are %i messages', (findings, messages) => {
    const sent = alertMessages(critical(findings), job);
    expect(sent).toHaveLength(messages);
    expect(JSON.stringify(sent).length).toBeLessThan(100_000);
  });

  it('say in a digest how many, by rule and where, and match filters of each', () => {
    const [digest] = alertMessages(critical(30), job);
    expect(digest?.subject).toBe('AWS Inventory CRITICAL - 30 new critical findings');
    expect(digest?.text).toContain('… and 5 more');
    expect(digest?.attributes).toMatchObject({ severity: 'critical', rule: [finding.rule], account: ['111122223333'] });
  });
});
