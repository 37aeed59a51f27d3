import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Caller } from '../caller.ts';

/** The group of the user pool whose members see everybody's jobs. */
const adminGroup = 'dropforge-admins';

/** What API Gateway hands on of a token that its Cognito authorizer has checked. */
const claims = z.object({ sub: z.string().min(1), 'cognito:groups': z.string().default('') });

/**
 * Whose jobs they are, of whoever signed the request. A session of a role acts for the role: its name is the caller's own choice.
 * Not so of IAM Identity Center's roles, where it is the person.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
const principalOf = (arn: string): string => {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role === undefined || role.startsWith('AWSReservedSSO_')) return arn;
  return `arn:${partition}:iam::${account}:role/${role}`;
};

const matches = (principal: string, pattern: string): boolean =>
  pattern.endsWith('*') ? principal.startsWith(pattern.slice(0, -1)) : principal === pattern;

/** Groups come as one string: `a,b` of a REST API, `[a b]` of others. */
const groupsOf = (text: string): readonly string[] => text.match(/[^\s,[\]]+/g) ?? [];

const ofToken = (event: APIGatewayProxyEvent): Caller | undefined => {
  const told = claims.safeParse(event.requestContext.authorizer?.claims);
  if (!told.success) return undefined;
  const { sub, 'cognito:groups': groups } = told.data;
  return { principal: `cognito:${sub}`, isAdmin: groupsOf(groups).includes(adminGroup) };
};

const ofSignature = ({ requestContext }: APIGatewayProxyEvent, admins: readonly string[]): Caller | undefined => {
  const { userArn, cognitoIdentityId } = requestContext.identity;
  if (!userArn) return undefined;
  // All users of an identity pool sign by the same role: what tells them apart is their identity.
  const principal = cognitoIdentityId ? `cognito-identity:${cognitoIdentityId}` : principalOf(userArn);
  return { principal, isAdmin: admins.some((pattern) => matches(principal, pattern)) };
};

/**
 * Who asks, as API Gateway has found out; undefined if it does not know.
 * @param admins ARNs of principals that see everybody's jobs; `*` at an end stands for any rest
 */
export const callerOf = (event: APIGatewayProxyEvent, admins: readonly string[]): Caller | undefined =>
  ofToken(event) ?? ofSignature(event, admins);
