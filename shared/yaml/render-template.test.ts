import fc from 'fast-check';
import { type CollectionTag, parse, type ScalarTag, YAMLSeq } from 'yaml';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { wantsQuotes } from './plain-scalar.ts';
import { renderTemplate } from './render-template.ts';

const names = ['Ref', 'Condition', 'GetAtt', 'Sub', 'Join', 'If', 'Select', 'Equals', 'Base64', 'Split', 'FindInMap'];
const long = (name: string) => (name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`);

/** Reads short forms back into long ones, as CloudFormation does. */
const cloudFormationTags = names.flatMap((name): (ScalarTag | CollectionTag)[] => [
  {
    tag: `!${name}`,
    resolve: (text: string) => ({ [long(name)]: name === 'GetAtt' ? text.split(/\.(.*)/s).slice(0, 2) : text }),
  },
  {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (node) => (node instanceof YAMLSeq ? { [long(name)]: node.toJSON() } : node),
  },
]);

const read = (yaml: string, version: '1.1' | '1.2'): unknown =>
  parse(yaml, {
    version,
    schema: version === '1.1' ? 'yaml-1.1' : 'core',
    customTags: (tags) => [...tags, ...cloudFormationTags],
  });

const template = (value: JsonValue): JsonObject => ({
  Resources: { A: { Type: 'AWS::X::Y', Properties: { Value: value } } },
});

const treacherous = [
  'on',
  'Yes',
  'y',
  'N',
  'null',
  '~',
  '012',
  '0o17',
  '0x1F',
  '1_000',
  '12:30',
  '1e3',
  '.5',
  '+1',
  '=',
  '<<',
  '2012-10-17',
  '2001-12-14t21:59:43.10-05:00',
  '2001-12-14 21:59:43.10 -5',
  '111122223333',
  '-',
  '*',
  '&a',
  '!Ref x',
  '# no',
  'a: b',
  ' lead',
  'trail ',
  '',
  '\n',
  'a\n\n',
  '  a\nb',
  'a\r\nb',
  'tab\there',
  '%',
  '@x',
  '`x',
  '{a}',
  '[a]',
  '.inf',
  'NaN',
  '089',
  '1.2.3',
  '10.0.0.0/16',
  '\u0085',
  '\u2028',
  '#{host}',
  '---',
  '...',
  'a #b',
  'key:',
];

const text = fc.oneof(
  fc.constantFrom(...treacherous),
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[-+.:0-9eExobTZ_ ]{1,12}$/),
);
const key = fc.oneof(
  fc.constantFrom(...treacherous.filter((each) => each !== '<<' && each !== '='), '__proto__'),
  fc.string(),
);
const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries.map(([name, item]) => [`k${name}`, item]))),
  ),
})).value;

describe('a rendered template', () => {
  it('says the same to a reader of YAML 1.1, as CloudFormation is, and to one of 1.2', () => {
    fc.assert(
      fc.property(json, (value) => {
        const yaml = renderTemplate(template(value));
        expect(read(yaml, '1.1')).toEqual(template(value));
        expect(read(yaml, '1.2')).toEqual(template(value));
      }),
      { numRuns: 300 },
    );
  });

  it.each(treacherous)('keeps the text %j as text', (value) => {
    expect(read(renderTemplate(template(value)), '1.1')).toEqual(template(value));
    expect(read(renderTemplate(template([value])), '1.2')).toEqual(template([value]));
  });

  it.each([
    [{ Ref: 'Vpc' }, 'Value: !Ref Vpc'],
    [{ 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }, 'Value: !GetAtt Db.Endpoint.Address'],
    [{ 'Fn::Sub': 'a-${B}' }, 'Value: !Sub a-${B}'],
    [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] }, 'Value: !Equals [!Ref Stage, production]'],
    [{ 'Fn::Base64': { 'Fn::Sub': 'x ${Y}' } }, 'Fn::Base64: !Sub x ${Y}'],
  ])('writes %j in the short form', (value, expected) => {
    const yaml = renderTemplate(template(value));
    expect(yaml).toContain(expected);
    expect(read(yaml, '1.1')).toEqual(template(value));
  });

  it('writes a text of several lines as a block', () => {
    const yaml = renderTemplate(template({ 'Fn::Sub': '#!/bin/bash\necho ${Name}\n' }));
    expect(yaml).toContain('Value: !Sub |\n');
    expect(read(yaml, '1.1')).toEqual(template({ 'Fn::Sub': '#!/bin/bash\necho ${Name}\n' }));
  });

  it('does not take the Condition of a policy for the function', () => {
    const policy = {
      Statement: [{ Effect: 'Allow', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, { Condition: 'x' }],
    };
    expect(read(renderTemplate(template(policy)), '1.1')).toEqual(template(policy));
    expect(renderTemplate(template(policy))).not.toContain('!Condition');
  });

  it('puts the header and the titles in comments that cannot break out', () => {
    const yaml = renderTemplate(template('x'), {
      header: ['Made of 1 file', 'a\nResources: {}'],
      titles: new Map([['A', 'Network']]),
    });
    expect(yaml.startsWith('# Made of 1 file\n# a Resources: {}\n')).toBe(true);
    expect(yaml).toContain('  # Network\n  A:');
    expect(read(yaml, '1.1')).toEqual(template('x'));
  });
});

describe('texts that some reader takes for something else', () => {
  it.each(['Yes', '0123', '2012-10-17', '12:30:45', '1e5', '~', '='])('%s wants quotes', (value) => {
    expect(wantsQuotes(value)).toBe(true);
  });
  it.each(['web', '10.0.0.0/16', 'eu-west-1', 'Yesterday', 'arn:aws:s3:::b'])('%s does not', (value) => {
    expect(wantsQuotes(value)).toBe(false);
  });
});
