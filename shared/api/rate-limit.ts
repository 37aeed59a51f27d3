import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { operations } from '#schemas/api/operations/index.ts';
import { conditionHeld } from '../aws/conditional-write.ts';
import type { Api } from './api.ts';
import { ApiProblem } from './api-problem.ts';
import { hashOf } from './hash-of.ts';

/** Throws TOO_MANY_REQUESTS if a principal has had its requests of this second. */
export type RateLimit = (principal: string) => Promise<void>;

/** A count is of no use to anybody after its second; DynamoDB deletes it within days. */
const keptSeconds = 60;

const refused = (perSecond: number): ApiProblem =>
  new ApiProblem('TOO_MANY_REQUESTS', `More than ${perSecond} requests in a second: wait for one, then go on.`, {
    retryAfterSeconds: 1,
  });

/**
 * Counts the requests of each principal and second in an item of the jobs table, so that the count is exact however many
 * workers there are. Who is refused by this worker is refused for the rest of that second without asking the table again.
 * @param perSecond 0 counts nothing and refuses nobody
 */
export const rateLimit = (
  dynamo: DynamoDBDocumentClient,
  table: string,
  { perSecond, now }: { readonly perSecond: number; readonly now: () => Date },
): RateLimit => {
  if (perSecond === 0) return async () => undefined;
  const full = { second: 0, principals: new Set<string>() };

  const countOne = (principal: string, second: number): Promise<boolean> =>
    conditionHeld(
      dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { jobId: `rate#${hashOf(principal)}#${second}` },
          UpdateExpression: 'ADD requests :one SET expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(requests) OR requests < :most',
          ExpressionAttributeValues: { ':one': 1, ':most': perSecond, ':expiresAt': second + keptSeconds },
        }),
      ),
    );

  return async (principal) => {
    const second = Math.floor(now().getTime() / 1000);
    if (full.second !== second) Object.assign(full, { second, principals: new Set() });
    if (!full.principals.has(principal) && (await countOne(principal, second))) return;
    if (full.second === second) full.principals.add(principal);
    throw refused(perSecond);
  };
};

const publicIds = new Set<string>(operations.filter((operation) => 'isPublic' in operation).map(({ id }) => id));
const readIds = new Set<string>(operations.filter(({ method }) => method === 'GET').map(({ id }) => id));

/** An API that refuses who asks too often. What only reads is read meanwhile, so that counting costs it no time. */
export const rateLimited =
  (api: Api, limit: RateLimit): Api =>
  async (id, request) => {
    if (publicIds.has(id)) return api(id, request);
    const allowed = limit(request.caller.principal);
    if (!readIds.has(id)) await allowed;
    const reply = api(id, request);
    // Whatever it comes to counts only for who was allowed to ask.
    reply.catch(() => undefined);
    await allowed;
    return reply;
  };
