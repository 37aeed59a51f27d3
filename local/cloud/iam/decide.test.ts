import type { Access } from './access.ts';
import { decide } from './decide.ts';
import { statementsOf } from './policy.ts';

type Given = Readonly<Record<string, unknown>>;

const statements = (...given: readonly Given[]) =>
  statementsOf([
    {
      PolicyName: 'p',
      PolicyDocument: { Version: '2012-10-17', Statement: given.map((own) => ({ Effect: 'Allow', ...own })) },
    },
  ]);

const get = (resource: string, context: Access['context'] = {}): Access => ({
  action: 's3:GetObject',
  resource,
  context,
});
const list = (prefix?: string): Access => ({
  action: 's3:ListBucket',
  resource: 'arn:aws:s3:::b',
  context: prefix === undefined ? {} : { 's3:prefix': prefix },
});
const everything = { Action: '*', Resource: '*' };

describe('A role may do', () => {
  it.each<[string, Given[], Access, string]>([
    ['nothing without a statement', [], get('arn:aws:s3:::b/k'), 'denied'],
    [
      'an action on a resource that a statement names',
      [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/k' }],
      get('arn:aws:s3:::b/k'),
      'allowed',
    ],
    [
      'an action in whatever case',
      [{ Action: 'S3:getobject', Resource: 'arn:aws:s3:::b/k' }],
      get('arn:aws:s3:::b/k'),
      'allowed',
    ],
    [
      'nothing with a resource in another case',
      [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/K' }],
      get('arn:aws:s3:::b/k'),
      'denied',
    ],
    [
      'what a wildcard takes in, across slashes',
      [{ Action: 's3:Get*', Resource: 'arn:aws:s3:::b/jobs/*' }],
      get('arn:aws:s3:::b/jobs/1/a.json'),
      'allowed',
    ],
    [
      'one character for a question mark',
      [{ Action: 's3:Get?bject', Resource: ['arn:aws:s3:::b/?'] }],
      get('arn:aws:s3:::b/kk'),
      'denied',
    ],
    [
      'nothing across the parts of an ARN',
      [{ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:queue' }],
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:queue', context: {} },
      'denied',
    ],
    [
      'what looks like a pattern and is none',
      [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/a.b' }],
      get('arn:aws:s3:::b/acb'),
      'denied',
    ],
    ['everything but', [{ NotAction: 's3:GetObject', Resource: '*' }], get('arn:aws:s3:::b/k'), 'denied'],
    [
      'everywhere but',
      [{ Action: '*', NotResource: 'arn:aws:s3:::b/secret/*' }],
      get('arn:aws:s3:::b/secret/k'),
      'denied',
    ],
    [
      'nothing that any statement denies',
      [everything, { Effect: 'Deny', Action: 's3:*', Resource: '*' }],
      get('arn:aws:s3:::b/k'),
      'denied explicitly',
    ],
  ])('%s', (_, given, access, decision) => {
    expect(decide(statements(...given), access)).toBe(decision);
  });
});

describe('A condition', () => {
  const listing = (Condition: Given) => statements({ Action: 's3:ListBucket', Resource: '*', Condition });

  it.each<[string, Given, Access, string]>([
    [
      'holds for any of its values',
      { StringLike: { 's3:prefix': ['drops/*', 'uploads/*'] } },
      list('uploads/1/'),
      'allowed',
    ],
    ['holds for no other', { StringLike: { 's3:prefix': ['drops/*', 'uploads/*'] } }, list('requests/'), 'denied'],
    ['does not hold without its key', { StringLike: { 's3:prefix': 'drops/*' } }, list(), 'denied'],
    ['may hold without its key', { StringLikeIfExists: { 's3:prefix': 'drops/*' } }, list(), 'allowed'],
    ['that is negated holds without its key', { StringNotEquals: { 's3:prefix': '' } }, list(), 'allowed'],
    [
      'that is negated holds for none of its values',
      { StringNotEquals: { 's3:prefix': ['', 'a'] } },
      list('a'),
      'denied',
    ],
    ['may ask that its key is not there', { Null: { 's3:prefix': 'true' } }, list('drops/'), 'denied'],
    ['knows its key in whatever case', { StringEquals: { 'S3:Prefix': 'a' } }, list('a'), 'allowed'],
    [
      'holds only with all others',
      { StringLike: { 's3:prefix': '*' }, Bool: { 'aws:SecureTransport': 'true' } },
      list('a'),
      'denied',
    ],
  ])('%s', (_, condition, access, decision) => {
    expect(decide(listing(condition), access)).toBe(decision);
  });

  it('of an unknown operator is an error that names it', () => {
    expect(() => decide(listing({ DateLessThan: { 'aws:CurrentTime': 'x' } }), list())).toThrow(/DateLessThan/);
  });
});

describe('A policy that IAM would not take is refused', () => {
  it.each<[string, Given]>([
    ['with a principal', { ...everything, Principal: '*' }],
    ['without an action', { Resource: '*' }],
    ['with both Action and NotAction', { ...everything, NotAction: 's3:*' }],
    ['without a resource', { Action: 's3:*' }],
  ])('%s', (_, given) => {
    expect(() => statements(given)).toThrow();
  });
});
