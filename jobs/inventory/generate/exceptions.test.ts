import { exceptionFor } from './exceptions.ts';

const finding = {
  rule: 's3-public',
  id: 'assets',
  resource: {
    arn: 'arn:aws:s3:::assets',
    type: 'AWS::S3::Bucket',
    name: 'assets',
    region: 'eu-west-1',
    accountId: '1',
  },
  tags: { purpose: 'website', note: 'a=b' },
};

const on = (day: string, given: object) =>
  exceptionFor(finding, [{ rule: '*', reason: 'why', until: '2026-11-30', ...given }], new Date(day)) !== undefined;

describe('An exception', () => {
  it.each([
    [{ rule: 's3-public' }, true],
    [{ rule: 's3-*' }, true],
    [{ rule: 's3' }, false],
    [{ rule: '*public*' }, true],
    [{ resource: 'arn:aws:s3:::*' }, true],
    [{ resource: 'assets' }, true],
    [{ resource: 'as*ts' }, true],
    [{ resource: 'assets*s' }, false],
    [{ tag: 'purpose' }, true],
    [{ tag: 'purpose=website' }, true],
    [{ tag: 'purpose=batch' }, false],
    [{ tag: 'note=a=b' }, true],
    [{ tag: 'constructor' }, false],
    [{ resource: 'assets', tag: 'absent' }, false],
  ])('%j covers it: %s', (given, expected) => expect(on('2026-11-21T00:00:00Z', given)).toBe(expected));

  it('ends with its last day, in UTC', () => {
    expect(on('2026-11-30T23:59:59.999Z', {})).toBe(true);
    expect(on('2026-12-01T00:00:00.000Z', {})).toBe(false);
    expect(on('2026-11-30T23:30:00-05:00', {})).toBe(false);
  });

  it('is not slow on a hostile pattern', () => {
    const pattern = `${'*a'.repeat(2000)}*b`;
    const long = { ...finding, id: 'a'.repeat(100_000) };
    expect(exceptionFor(long, [{ rule: '*', resource: pattern, reason: 'x', until: '2026-11-30' }], new Date(0))).toBe(
      undefined,
    );
  });
});
