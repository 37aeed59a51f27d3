import { parseYaml } from './yaml.ts';

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...'bcdefgh'.split('').map((name, at) => {
    const before = 'abcdefgh'[at];
    return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`;
  }),
].join('\n');

describe("CloudFormation's short-form intrinsics become their long form", () => {
  it.each([
    ['!Ref Bucket', { Ref: 'Bucket' }],
    ['!GetAtt Queue.Arn', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
    ['!GetAtt Stack.Outputs.Url', { 'Fn::GetAtt': ['Stack', 'Outputs.Url'] }],
    ['!GetAtt [Queue, Arn]', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
    ["!Sub '${AWS::Region}-x'", { 'Fn::Sub': '${AWS::Region}-x' }],
    ["!Sub ['a-${B}', {B: !Ref C}]", { 'Fn::Sub': ['a-${B}', { B: { Ref: 'C' } }] }],
    ['!If [Yes, !Ref A, !Ref AWS::NoValue]', { 'Fn::If': ['Yes', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }],
    ['!Condition IsProduction', { Condition: 'IsProduction' }],
    ['!Base64 text', { 'Fn::Base64': 'text' }],
    ['!Join [",", !GetAZs ""]', { 'Fn::Join': [',', { 'Fn::GetAZs': '' }] }],
    ['!vault abc', 'abc'],
  ])('%s', (text, value) => {
    expect(parseYaml(`x: ${text}`)).toEqual([{ x: value }]);
  });
});

describe('YAML is read as it was meant', () => {
  it('every document of a stream', () => {
    expect(parseYaml('a: 1\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('with merge keys, which never override', () => {
    expect(parseYaml('base: &base {a: 1, b: 2}\nx:\n  <<: *base\n  b: 3')).toEqual([
      { base: { a: 1, b: 2 }, x: { b: 3, a: 1 } },
    ]);
  });

  it('with account ids and long numbers as they are written', () => {
    expect(parseYaml('account: 012345678901\nlong: 12345678901234567890\nsize: 20')).toEqual([
      { account: '012345678901', long: '12345678901234567890', size: 20 },
    ]);
  });

  it('with dates as text and __proto__ as a key', () => {
    expect(JSON.stringify(parseYaml('Version: 2012-10-17\n__proto__: {x: 1}'))).toBe(
      '[{"Version":"2012-10-17","__proto__":{"x":1}}]',
    );
  });
});

describe('what is wrong is told by line', () => {
  it.each([
    ['a:\n  - b\n c: d', 3, /not valid YAML/],
    ['a: 1\nb: 2\na: 3', 3, /same mapping key twice/],
    ['a: 1\nb: *nowhere', 2, /alias|anchor/],
  ])('%j', (text, line, reason) => {
    expect(() => parseYaml(text)).toThrow(expect.objectContaining({ line, message: expect.stringMatching(reason) }));
  });
});

describe('what is made to exhaust memory is refused', () => {
  it.each([
    ['an alias bomb', bomb, /repeats more than/],
    ['an alias of itself', 'a: &a {b: *a}', /nests deeper/],
    ['deep flow', `a: ${'['.repeat(1_000_000)}`, /nests deeper/],
    ['deep sequences on one line', `${'- '.repeat(50_000)}a`, /not valid YAML|nests deeper/],
    ['more than is read', 'a: b\n'.repeat(1_000_000), /million characters/],
  ])('%s', (_, text, reason) => {
    expect(() => parseYaml(text)).toThrow(reason);
  });
});
