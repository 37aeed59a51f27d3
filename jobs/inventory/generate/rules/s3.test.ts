import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { configured, said } from '../../testing/said.ts';
import { s3Lifecycle } from './s3-lifecycle.ts';
import { s3Public } from './s3-public.ts';
import { s3PublicAccessBlock } from './s3-public-access-block.ts';
import { s3TlsOnly } from './s3-tls-only.ts';
import { s3Versioning } from './s3-versioning.ts';

const bucket = (configuration: InventoryResource['configuration']) => configured('AWS::S3::Bucket', configuration);

const block = (
  value: boolean,
  names = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'],
) => ({
  PublicAccessBlockConfiguration: Object.fromEntries(names.map((name) => [name, value])),
});

const account = (value: boolean) =>
  configured('AWS::S3::AccountPublicAccessBlock', block(value), { region: 'global', id: '111122223333' });

const byPolicy = { GetBucketPolicyStatus: { PolicyStatus: { IsPublic: true } } };

const byAcl = (group: string): InventoryResource['configuration'] => ({
  GetBucketAcl: {
    Grants: [{ Grantee: { URI: `http://acs.amazonaws.com/groups/global/${group}` }, Permission: 'READ' }],
  },
});

describe('s3-public', () => {
  it('is critical by a public policy, and says why', () =>
    expect(said(s3Public, bucket(byPolicy), { others: [account(false)] })).toMatchObject({
      severity: 'critical',
      exposure: 'internet',
      why: expect.stringContaining('its policy is public'),
    }));

  it.each(['AllUsers', 'AuthenticatedUsers'])('is critical by an ACL for %s', (group) =>
    expect(said(s3Public, bucket(byAcl(group)), { others: [account(false)] })?.why).toMatch(`READ to ${group}`),
  );

  it.each([
    ['the bucket restricts it', { ...byPolicy, GetPublicAccessBlock: block(true, ['RestrictPublicBuckets']) }, []],
    ['the account restricts it', { ...byPolicy }, [account(true)]],
    ['the bucket ignores ACLs', { ...byAcl('AllUsers'), GetPublicAccessBlock: block(true, ['IgnorePublicAcls']) }, []],
    [
      'ACLs are switched off',
      {
        ...byAcl('AllUsers'),
        GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      },
      [],
    ],
    ['the grant is to the log delivery group', { ...byAcl('../s3/LogDelivery') }, []],
    ['nothing was asked', {}, []],
  ] as [string, InventoryResource['configuration'], InventoryResource[]][])(
    'is not said where %s',
    (_, configuration, others) => expect(said(s3Public, bucket(configuration), { others })).toBeUndefined(),
  );

  it('is not saved by a block of the other kind', () =>
    expect(
      said(
        s3Public,
        bucket({ ...byPolicy, GetPublicAccessBlock: block(true, ['BlockPublicAcls', 'IgnorePublicAcls']) }),
        {
          others: [account(false)],
        },
      ),
    ).toBeDefined());

  it('says so where the block of the account could not be seen', () =>
    expect(said(s3Public, bucket(byPolicy))).toMatchObject({
      severity: 'high',
      why: expect.stringContaining('may still save it'),
    }));
});

describe('s3-public-access-block', () => {
  it('names what is off for both the bucket and the account', () => {
    const half = bucket({ GetPublicAccessBlock: block(true, ['BlockPublicAcls', 'IgnorePublicAcls']) });
    expect(said(s3PublicAccessBlock, half, { others: [account(false)] })?.evidence).toEqual({
      off: ['BlockPublicPolicy', 'RestrictPublicBuckets'],
    });
    expect(said(s3PublicAccessBlock, half, { others: [account(true)] })).toBeUndefined();
    expect(
      said(s3PublicAccessBlock, bucket({ GetPublicAccessBlock: null }), { others: [account(false)] }),
    ).toBeDefined();
  });

  it('says nothing where the bucket or the account was not asked', () => {
    expect(said(s3PublicAccessBlock, bucket({}), { others: [account(false)] })).toBeUndefined();
    expect(said(s3PublicAccessBlock, bucket({ GetPublicAccessBlock: null }))).toBeUndefined();
  });
});

const denial = (condition: Json, principal: Json = '*'): Json => ({
  Policy: JSON.stringify({
    Statement: [{ Effect: 'Deny', Principal: principal, Action: 's3:*', Condition: condition }],
  }),
});

describe('A bucket', () => {
  it.each([
    [s3Lifecycle, { GetBucketLifecycleConfiguration: null }, true],
    [s3Lifecycle, { GetBucketLifecycleConfiguration: { Rules: [{ Status: 'Disabled' }] } }, true],
    [s3Lifecycle, { GetBucketLifecycleConfiguration: { Rules: [{ Status: 'Enabled' }] } }, false],
    [s3Lifecycle, {}, false],
    [s3Versioning, { GetBucketVersioning: {} }, true],
    [s3Versioning, { GetBucketVersioning: { Status: 'Suspended' } }, true],
    [s3Versioning, { GetBucketVersioning: { Status: 'Enabled' } }, false],
    [s3Versioning, {}, false],
    [s3TlsOnly, { GetBucketPolicy: null }, true],
    [s3TlsOnly, { GetBucketPolicy: denial({ Bool: { 'aws:SecureTransport': 'false' } }) }, false],
    [s3TlsOnly, { GetBucketPolicy: denial({ Bool: { 'aws:SecureTransport': false } }, { AWS: '*' }) }, false],
    [s3TlsOnly, { GetBucketPolicy: denial({ Bool: { 'aws:SecureTransport': 'true' } }) }, true],
    [
      s3TlsOnly,
      { GetBucketPolicy: denial({ Bool: { 'aws:SecureTransport': 'false' } }, { AWS: '111122223333' }) },
      true,
    ],
    [s3TlsOnly, { GetBucketPolicy: { Policy: 'not JSON {' } }, false],
    [s3TlsOnly, {}, false],
  ] as [typeof s3Lifecycle, InventoryResource['configuration'], boolean][])(
    '%# is judged by what was asked of it',
    (rule, configuration, expected) => expect(said(rule, bucket(configuration)) !== undefined).toBe(expected),
  );
});
