import { proxyEvent } from '../../testing/proxy-event.ts';
import { callerOf } from './caller-of.ts';

const account = '111122223333';
const sso = `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/anna@example.com`;

describe('Who asks', () => {
  it.each([
    [
      'a session of a role acts for the role',
      `arn:aws:sts::${account}:assumed-role/Team/any-name`,
      `arn:aws:iam::${account}:role/Team`,
    ],
    [
      'a session named like another role',
      `arn:aws:sts::${account}:assumed-role/Team/assumed-role/Admin/x`,
      `arn:aws:iam::${account}:role/Team`,
    ],
    [
      'in another partition',
      `arn:aws-us-gov:sts::${account}:assumed-role/Team/a`,
      `arn:aws-us-gov:iam::${account}:role/Team`,
    ],
    ['a person of Identity Center is that person', sso, sso],
    ['a user', `arn:aws:iam::${account}:user/teams/anna`, `arn:aws:iam::${account}:user/teams/anna`],
    ['the root user', `arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:root`],
    ['a federated user', `arn:aws:sts::${account}:federated-user/anna`, `arn:aws:sts::${account}:federated-user/anna`],
  ])('%s', (_, userArn, principal) => {
    expect(callerOf(proxyEvent({ userArn }), [])).toEqual({ principal, isAdmin: false });
  });

  it('of an identity pool is told apart by identity: all of them sign by one role', () => {
    const ofPool = (cognitoIdentityId: string) =>
      callerOf(
        proxyEvent({
          userArn: `arn:aws:sts::${account}:assumed-role/Pool/CognitoIdentityCredentials`,
          cognitoIdentityId,
        }),
        [],
      );
    expect(ofPool('eu-west-1:a')?.principal).toBe('cognito-identity:eu-west-1:a');
    expect(ofPool('eu-west-1:b')?.principal).toBe('cognito-identity:eu-west-1:b');
  });

  it('of a user pool is known by the subject of the token', () => {
    expect(callerOf(proxyEvent({ claims: { sub: 'u-1' } }), [])).toEqual({ principal: 'cognito:u-1', isAdmin: false });
  });

  it.each([[{}], [{ sub: '' }]])('is nobody with the claims %j', (claims) => {
    expect(callerOf(proxyEvent({ claims }), ['*'])).toBeUndefined();
  });

  it('is nobody without a signature', () => {
    expect(callerOf(proxyEvent({ userArn: '' }), ['*'])).toBeUndefined();
  });

  it('is not who a header says', () => {
    const headers = { 'x-amzn-user-arn': `arn:aws:iam::${account}:root`, 'x-amz-cognito-identity': 'x' };
    expect(callerOf(proxyEvent({ userArn: '', headers }), ['*'])).toBeUndefined();
  });
});

describe('An admin', () => {
  const isAdmin = (userArn: string, admins: readonly string[]) => callerOf(proxyEvent({ userArn }), admins)?.isAdmin;

  it.each([
    [`arn:aws:sts::${account}:assumed-role/Ops/x`, `arn:aws:iam::${account}:role/Ops`],
    [`arn:aws:iam::${account}:user/ops/anna`, `arn:aws:iam::${account}:user/ops/*`],
    [sso, `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Developer_*`],
  ])('%s by %s', (userArn, pattern) => expect(isAdmin(userArn, ['arn:aws:iam::1:role/X', pattern])).toBe(true));

  it.each([
    [`arn:aws:sts::${account}:assumed-role/Ops2/x`, `arn:aws:iam::${account}:role/Ops`],
    [`arn:aws:sts::${account}:assumed-role/Team/Ops`, `arn:aws:iam::${account}:role/Ops`],
    [`arn:aws:sts::999999999999:assumed-role/Ops/x`, `arn:aws:iam::${account}:role/Ops`],
    [`arn:aws:iam::${account}:user/anna`, 'user/*'],
  ])('not %s by %s', (userArn, pattern) => expect(isAdmin(userArn, [pattern])).toBe(false));

  it.each(['dropforge-admins', 'a,dropforge-admins,b', '[a dropforge-admins]'])('by the groups %s', (groups) => {
    expect(callerOf(proxyEvent({ claims: { sub: 'u', 'cognito:groups': groups } }), [])?.isAdmin).toBe(true);
  });

  it.each(['', 'dropforge-admins-not', 'not-dropforge-admins'])('not by the groups %j', (groups) => {
    expect(callerOf(proxyEvent({ claims: { sub: 'u', 'cognito:groups': groups } }), [])?.isAdmin).toBe(false);
  });
});
