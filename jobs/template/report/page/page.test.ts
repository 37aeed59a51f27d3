import { createHash } from 'node:crypto';
import type { FidelityReport } from '#schemas/fidelity.ts';
import type { Finding } from '#schemas/findings.ts';
import { resourcesOf } from '../diagram/resources.ts';
import { reportPage } from './page.ts';
import type { ReportData } from './told.ts';

const hostile = `</style><script>alert(1)</script><img src=x onerror='a'>"`;

const source = { file: `${hostile}.json`, pointer: '/A' };

const fidelity: FidelityReport = {
  counts: { carried: 1, dropped: 1, lost: 1 },
  files: [
    { file: 'good.json', bytes: 1, outcome: 'read', dialect: 'aws-cli', resources: 1 },
    { file: hostile, bytes: 1, outcome: 'failed', resources: 0, reason: hostile, line: 3 },
  ],
  entries: [
    { outcome: 'carried', source, to: 'Resources/A/Properties/B' },
    { outcome: 'dropped', source, reason: 'read-only', note: hostile },
    { outcome: 'lost', source, reason: hostile },
  ],
};

const open: Finding = {
  rule: hostile,
  severity: 'ERROR',
  message: hostile,
  hint: hostile,
  url: 'javascript:alert(1)',
  tried: [{ by: hostile, why: hostile }],
};
const fix = { by: 'x', description: hostile, patch: [] };

const data = (change: Partial<ReportData> = {}): ReportData => ({
  title: hostile,
  jobId: 'j1',
  mode: 'recreate',
  resources: resourcesOf({ Resources: { [hostile]: { Type: hostile }, Queue: { Type: 'AWS::SQS::Queue' } } }),
  templates: [{ file: 'template.yaml', generated: 'a: 1\n', text: `a: 2 # ${hostile}\n` }],
  stacks: [],
  findings: {
    verdict: 'invalid',
    engine: { name: 'engine', version: '1' },
    counts: { fatal: 0, error: 1, warn: 0, info: 0, fixed: 1 },
    findings: [open, { ...open, fix }],
  },
  fidelity,
  ...change,
});

describe('report.html', () => {
  it('shows whatever comes from a drop as text', () => {
    const page = reportPage(data());
    expect(page).not.toMatch(/<script|<img|onerror='|javascript:alert\(1\)"/);
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page).toContain('&lt;/style&gt;&lt;script&gt;');
  });

  it('allows its own style and nothing else', () => {
    const page = reportPage(data());
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy.replaceAll('&#39;', "'")).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(page).not.toMatch(/<[^>]* (?:style|src)=|<link|<iframe|https?:\/\/(?!www\.w3\.org)/);
  });

  it('counts the findings before and after', () => {
    expect(reportPage(data())).toMatch(/ERROR<\/span><\/td><td class="n">2<\/td><td class="n">1<\/td><td class="n">1</);
  });

  it('shows the fixes and the lines they changed', () => {
    const page = reportPage(data());
    expect(page).toContain('<div class="gone"><span>1 −</span><code>a: 1</code></div>');
    expect(page).toContain('<div class="new"><span>1 +</span><code>a: 2 # &lt;/style');
  });

  it('tells the files that want a look first, and what was lost', () => {
    const page = reportPage(data());
    expect(page.indexOf('>failed<')).toBeLessThan(page.indexOf('>read<'));
    expect(page).toContain('Lost: needs a look');
  });

  it('leaves out what there is nothing to say of', () => {
    const { fidelity: _, ...rest } = data({ findings: { ...data().findings, findings: [] } });
    const page = reportPage(rest);
    for (const id of ['architecture', 'fixes', 'fidelity', 'files']) expect(page).not.toContain(`<section id="${id}"`);
    expect(page).toContain('Nothing is left that needs a look');
  });

  it('links to the web only', () => {
    const url = 'https://docs.aws.amazon.com/x';
    const findings = { ...data().findings, findings: [{ ...open, url }] };
    expect(reportPage(data({ findings }))).toContain(`<a href="${url}" rel="noreferrer">`);
  });

  it('is of bounded size, and says what it leaves out', () => {
    const findings = Array.from({ length: 5_000 }, () => open);
    const entries = Array.from({ length: 5_000 }, () => ({ outcome: 'lost', source, reason: 'r' }) as const);
    const page = reportPage(data({ findings: { ...data().findings, findings }, fidelity: { ...fidelity, entries } }));
    expect(page.length).toBeLessThan(500_000);
    expect(page).toContain('And 4800 more in findings.json');
    expect(page).toContain('And 4,900 more in fidelity.json');
  });
});
