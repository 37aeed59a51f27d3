import type { Finding } from '#schemas/findings.ts';
import { ignoreFor } from './ignore.ts';
import { inlineIgnores } from './inline-ignores.ts';

const template = `
Resources:
  # dropforge-ignore E3012: the old pipeline wants text here
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: 'x'
  Topic:
    Type: AWS::SNS::Topic # dropforge-ignore W2: not ours
    Properties:
      TopicName: t
`;

const finding = (rule: string, line: number, logicalId = 'Queue'): Finding => ({
  rule,
  line,
  logicalId,
  severity: 'ERROR',
  message: 'm',
});

const reason = (text: string, one: Finding) => ignoreFor(one, inlineIgnores(text, 'f').ignores)?.reason;

describe('a comment dropforge-ignore', () => {
  it('covers the entry below it, to its last line', () => {
    expect(reason(template, finding('E3012', 7))).toBe('the old pipeline wants text here');
    expect(reason(template, finding('E3012', 10))).toBeUndefined();
  });

  it('covers no other rule', () => expect(reason(template, finding('E3002', 7))).toBeUndefined());

  it("means the engine's F3012 too, which cfn-lint calls E3012", () =>
    expect(reason(template, finding('F3012', 7))).toBeDefined());

  it('covers just its entry if it stands behind one', () => {
    expect(reason(template, finding('W2001', 9))).toBe('not ours');
    expect(reason(template, finding('W2001', 11))).toBeUndefined();
  });

  it('covers the whole file if it says so', () =>
    expect(reason(`# dropforge-ignore-file E3012: generated${template}`, finding('E3012', 99))).toBe('generated'));

  it.each(['# dropforge-ignore E3012', '# dropforge-ignore E3012:  ', '# dropforge-ignore: why'])(
    'is not heeded if it is incomplete, and that is a finding: %s',
    (comment) => {
      const { ignores, complaints } = inlineIgnores(`${comment}\nResources: {}\n`, 'f');
      expect(ignores).toEqual([]);
      expect(complaints).toMatchObject([{ rule: 'ignore-without-reason', line: 1 }]);
    },
  );

  it('never hides that an analysis is incomplete', () =>
    expect(
      reason('# dropforge-ignore-file incomplete-analysis: never mind\n', finding('incomplete-analysis', 1)),
    ).toBeUndefined());
});

describe('Metadata', () => {
  const withMetadata = (metadata: object) =>
    JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Metadata: metadata } } });

  it('ignores for its own resource', () => {
    const text = withMetadata({ dropforge: { ignore: [{ rule: 'E3012', reason: 'legacy' }] } });
    expect(reason(text, finding('E3012', 1))).toBe('legacy');
    expect(reason(text, finding('E3012', 1, 'Other'))).toBeUndefined();
  });

  it('must give a reason', () => {
    const { ignores, complaints } = inlineIgnores(withMetadata({ dropforge: { ignore: [{ rule: 'E3012' }] } }), 'f');
    expect([ignores.length, complaints.length]).toEqual([0, 1]);
  });

  it("may be cfn-lint's", () => {
    const text = withMetadata({ 'cfn-lint': { config: { ignore_checks: ['E30'] } } });
    expect(reason(text, finding('E3012', 1))).toBe("cfn-lint's ignore_checks");
  });
});
