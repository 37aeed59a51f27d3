import type { Json } from '#schemas/inventory/resource.ts';
import { at, textAt } from '../fields.ts';
import type { Rule } from './rule.ts';
import { statementsOf } from './s3-policy.ts';

const isEveryone = (principal: Json | undefined): boolean => principal === '*' || at(principal, 'AWS') === '*';

/** Denies everybody whatever comes without TLS. https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
const deniesPlainHttp = (statement: Json): boolean =>
  textAt(statement, 'Effect') === 'Deny' &&
  isEveryone(at(statement, 'Principal')) &&
  ['Bool', 'BoolIfExists'].some(
    (operator) => String(at(statement, 'Condition', operator, 'aws:SecureTransport')).toLowerCase() === 'false',
  );

export const s3TlsOnly: Rule = {
  id: 's3-tls-only',
  finds: 'A bucket that can be used without TLS',
  severity: 'low',
  service: 's3',
  types: ['AWS::S3::Bucket'],
  reads: ['GetBucketPolicy.Policy'],
  page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  todo: 'Add a statement that denies everybody when aws:SecureTransport is false.',
  check: (bucket) => {
    const answer = at(bucket, 'GetBucketPolicy');
    if (answer === undefined) return undefined;
    const statements = answer === null ? [] : statementsOf(at(answer, 'Policy') ?? answer);
    if (!statements || statements.some(deniesPlainHttp)) return undefined;
    return {
      title: 'Bucket can be used without TLS',
      why: 'No statement of its policy denies requests over plain HTTP.',
      evidence: { Statements: statements.length },
    };
  },
};
