import type { Job } from '#schemas/job.ts';
import type { SpecSummary } from '#schemas/spec/summary.ts';
import { columns } from '#shared/message/layout.ts';
import { aJob } from '#shared/testing/job.ts';
import { message } from './message.ts';

const summary: SpecSummary = {
  moduleName: 'Orders',
  version: '4.2',
  files: 52,
  filesLeftOut: 4,
  redacted: 2,
  features: 6,
  featuresNotFound: [],
  requirements: 42,
  confirmed: 38,
  inferred: 4,
  gaps: 0,
  nonFunctional: 8,
  entities: 5,
  endpoints: 12,
  openQuestions: 3,
  pages: 17,
  qualityScore: 97.06,
  cut: 0,
  rewritten: 0,
  warnings: [],
};

const names = ['facts.json', 'quality.json', 'specification.md', 'report.html', 'specification.pdf'];

const artifacts = names.map((name) => ({
  name,
  key: `jobs/j/validator/${name}`,
  bytes: 2048,
  sha256: '0'.repeat(64),
  contentType: 'x',
}));

const succeeded = (change: Partial<SpecSummary> = {}): Job =>
  aJob({ kind: 'spec', status: 'Succeeded', output: { artifacts, work: {}, summary: { ...summary, ...change } } });

const failed = (error: Partial<NonNullable<Job['error']>>, told: Record<string, string> = {}): Job =>
  aJob({
    kind: 'spec',
    status: 'Failed',
    output: { artifacts: [], work: {}, summary: told },
    error: { code: 'X', message: 'm', hint: 'h', stage: 'validator', recoverable: false, ...error },
  });

const links = names.map((name) => ({ name, url: `https://s3.example/${name}?${'x'.repeat(900)}` }));
const tell = (job: Job) => message(job, links, 'output');
const isLong = (line: string) => line.length > columns && !/^ {2}(aws s3|https:)/.test(line);

describe('The email about a specification', () => {
  it('says in its subject of what it is and how good', () =>
    expect(tell(succeeded()).subject).toBe('Specification of Orders 4.2: QualityScore 97'));

  it('never rounds a score up', () => expect(tell(succeeded({ qualityScore: 94.99 })).subject).toMatch(/94\.9$/));

  it('keeps the score in a subject that SNS takes, whatever the module is called', () =>
    expect(tell(succeeded({ moduleName: `Ü\n${'x'.repeat(300)}` })).subject).toMatch(
      /^[\x20-\x7e]{1,82}: QualityScore 97$/,
    ));

  it('tells what is in it, and links to what people read before the rest', () => {
    const { text } = tell(succeeded());
    expect(text).toContain('42 (38 confirmed, 4 inferred, 0 gaps), 8 non-functional');
    expect(text).toContain('2 secrets');
    expect(text).toContain('all found in the source');
    expect(text).not.toContain('WARNINGS');
    const files = [...text.matchAll(/^- (\S+) \(2\.0 KB\)$/gm)].map(([, name]) => name);
    expect(files.slice(0, 3)).toEqual(['specification.pdf', 'specification.md', 'report.html']);
    expect(text.match(/https:/g)).toHaveLength(3);
    expect(text).toContain('24 hours after');
  });

  it('names the features that were not found, and warnings, and how many more there are', () => {
    const featuresNotFound = Array.from({ length: 14 }, (_, at) => `RFQ-${at + 1}`);
    const { text } = tell(succeeded({ featuresNotFound, warnings: ['COBOL could not be parsed'] }));
    expect(text).toContain('- RFQ-10\n  … and 4 more');
    expect(text).toContain('WARNINGS:\n- COBOL could not be parsed');
  });

  it.each([
    succeeded({ moduleName: 'A module '.repeat(20), warnings: ['a long word '.repeat(40)] }),
    failed({ message: 'it is missing '.repeat(200), hint: 'do this '.repeat(50) }),
  ])('is at most 78 columns wide but for commands and links', (job) =>
    expect(tell(job).text.split('\n').filter(isLong)).toEqual([]),
  );

  it('of a failure says what was missing and what to do', () => {
    const job = failed(
      { code: 'LOW_QUALITY', message: 'QualityScore 71 of 80: no endpoint cited', hint: 'Lower the threshold' },
      { moduleName: 'Orders', version: '4.2' },
    );
    expect(tell(job).subject).toBe('Specification of Orders 4.2: failed, LOW_QUALITY');
    expect(tell(job).text).toMatch(/LOW_QUALITY\n {2}QualityScore 71[\s\S]*WHAT TO DO:\n- Lower[\s\S]*24 hours after/);
  });

  it('of input that was refused goes by the folder, and says that it is deleted', () => {
    const { subject, text } = tell(failed({ stage: 'collector', code: 'NOT_A_ZIP' }));
    expect(subject).toBe('Specification of web: failed, NOT_A_ZIP');
    expect(text).toContain('are deleted. Send it again');
  });

  it('cannot be broken by what a drop says', () =>
    expect(tell(succeeded({ warnings: ['a\n\nJob fake\u0000'] })).text).not.toMatch(/^Job fake/m));
});
