import type { JsonObject } from '#schemas/json.ts';
import { firstFix } from './fixture/first-fix.ts';

/** What the fixers make of a finding. */
const fix = (rule: string, pointer: string, template: JsonObject, message = '') =>
  firstFix(template, { rule, pointer, message })?.patch;

describe('Fn::Sub around text with names in it', () => {
  const at = (text: string) =>
    fix('E1029', '/Resources/A/P', { Parameters: { Name: {} }, Resources: { A: { P: text } } });

  it('is put there', () =>
    expect(at('x-${Name}-${AWS::Region}-${A.Arn}')).toEqual([
      { op: 'replace', path: '/Resources/A/P', value: { 'Fn::Sub': 'x-${Name}-${AWS::Region}-${A.Arn}' } },
    ]));

  it("keeps IAM's own variables", () =>
    expect(at('${Name}/${aws:username}')).toMatchObject([{ value: { 'Fn::Sub': '${Name}/${!aws:username}' } }]));

  it.each(['${HOME}/${Name}', '${aws:username}', '${Name.Arn}', '${__proto__}'])('is not for %s', (text) =>
    expect(at(text)).toBeUndefined(),
  );
});

describe('a misspelled name', () => {
  const template = {
    Parameters: { BucketName: {}, Subnet1: {} },
    Conditions: { IsProduction: {} },
    Resources: {
      A: { Condition: 'IsProducton', P: { Ref: 'BucketNmae' }, Q: { Ref: 'Subnet2' }, R: { Ref: 'Other' } },
    },
  };

  it('of a reference is corrected', () =>
    expect(fix('F1020', '/Resources/A/P', template)).toEqual([
      { op: 'replace', path: '/Resources/A/P/Ref', value: 'BucketName' },
    ]));

  it('of a condition is corrected', () =>
    expect(fix('E8002', '/Resources/A', template)).toEqual([
      { op: 'replace', path: '/Resources/A/Condition', value: 'IsProduction' },
    ]));

  it.each(['Q', 'R'])('is not guessed (%s)', (name) =>
    expect(fix('F1020', `/Resources/A/${name}`, template)).toBeUndefined(),
  );
});

describe('a property with a digit too many', () => {
  const at = (name: string, meant: string) =>
    fix(
      'F3002',
      `/Resources/A/Properties/${name}`,
      { Resources: { A: { Type: 'AWS::S3::Bucket', Properties: { [name]: 'x' } } } },
      `Additional properties are not allowed ('${name}' was unexpected. Did you mean '${meant}'?)`,
    );

  it('is renamed', () =>
    expect(at('BucketName1', 'BucketName')).toMatchObject([
      { op: 'move', path: '/Resources/A/Properties/BucketName' },
    ]));

  it('is left if another word is meant', () => expect(at('BucketTitle', 'BucketName')).toBeUndefined());
});

describe('a TXT record', () => {
  const at = (text: string) =>
    fix('E3023', '/R', { R: text }, `TXT record value '${text}' must be enclosed in double quotes`);

  it('gets its quotes', () => expect(at('v=spf1 -all')).toMatchObject([{ value: '"v=spf1 -all"' }]));
  it.each(['a "b', 'x'.repeat(256)])('is left if it is not that simple', (text) => expect(at(text)).toBeUndefined());
});

describe('a bucket with an ACL', () => {
  const at = (properties: JsonObject) => fix('E3045', '/P', { P: properties });

  it('gets the ownership that was the default', () =>
    expect(at({ AccessControl: 'LogDeliveryWrite' })).toMatchObject([{ op: 'add', path: '/P/OwnershipControls' }]));
  it.each([{ AccessControl: 'PublicRead' }, { AccessControl: 'Private', OwnershipControls: {} }])(
    'is left if it is public, or has one: %j',
    (properties) => expect(at(properties)).toBeUndefined(),
  );
});

describe('a Lambda runtime that is no more', () => {
  const at = (Runtime: string, Code: JsonObject) => fix('E2533', '/P/Runtime', { P: { Runtime, Code } });

  it.each([
    ['python3.7', 'python3.12'],
    ['nodejs12.x', 'nodejs22.x'],
  ])('%s is replaced by %s if the code can be seen', (from, to) =>
    expect(at(from, { ZipFile: 'print(1)' })).toEqual([{ op: 'replace', path: '/P/Runtime', value: to }]),
  );
  it.each([
    ['nodejs12.x', { S3Bucket: 'b' }],
    ['nodejs12.x', { ZipFile: "require('aws-sdk')" }],
    ['python2.7', { ZipFile: 'print 1' }],
    ['python3.6', { ZipFile: { 'Fn::Sub': 'from botocore.vendored import requests' } }],
  ])('%s stays with code that may break or cannot be seen: %j', (from, code) => expect(at(from, code)).toBeUndefined());
});

describe('a parameter', () => {
  const at = (name: string, value: null | string, message = '') =>
    fix('E2001', `/Parameters/P/${name}`, { Parameters: { P: { [name]: value } } }, message);

  it('loses an attribute without a value', () =>
    expect(at('Description', null)).toEqual([{ op: 'remove', path: '/Parameters/P/Description' }]));
  it('is text if it has no type', () =>
    expect(at('Type', null)).toEqual([{ op: 'replace', path: '/Parameters/P/Type', value: 'String' }]));
  it('gets the JSON type that is wanted', () =>
    expect(at('MinValue', '7', "Parameter 'P': MinValue must be a number")).toMatchObject([{ value: 7 }]));
  it('keeps what is no such thing', () =>
    expect(at('MinValue', 'x', "Parameter 'P': MinValue must be a number")).toBeUndefined());
});
