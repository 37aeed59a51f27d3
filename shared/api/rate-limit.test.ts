import { type DynamoServer, dynamoServer } from '../testing/jobs-table.ts';
import type { Api } from './api.ts';
import { ApiProblem } from './api-problem.ts';
import { type RateLimit, rateLimit, rateLimited } from './rate-limit.ts';

let dynamo: DynamoServer;
beforeAll(async () => {
  dynamo = await dynamoServer();
});
afterAll(() => dynamo.close());

const aLimit = async (perSecond: number, workers = 1) => {
  const clock = { now: 1_000_000 };
  const table = await dynamo.jobsTable();
  const limits = Array.from({ length: workers }, () =>
    rateLimit(dynamo.documents, table, { perSecond, now: () => new Date(clock.now) }),
  );
  return { clock, limits: limits as [RateLimit, ...RateLimit[]] };
};

const outcomes = async (requests: readonly Promise<void>[]) => {
  const settled = await Promise.allSettled(requests);
  const refused = settled.filter(({ status }) => status === 'rejected');
  return { allowed: settled.length - refused.length, refused: refused.length };
};

describe('A principal has so many requests a second', () => {
  it('and no more, however many workers count them at once', async () => {
    const { limits } = await aLimit(10, 4);
    const requests = Array.from({ length: 15 }, () => limits.map((limit) => limit('arn:of:a')));
    expect(await outcomes(requests.flat())).toEqual({ allowed: 10, refused: 50 });
  });

  it('says when to come back', async () => {
    const { limits } = await aLimit(1);
    await limits[0]('arn:of:a');
    await expect(limits[0]('arn:of:a')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1 });
  });

  it('and as many in the next second', async () => {
    const { clock, limits } = await aLimit(2);
    const three = () => outcomes([limits[0]('arn:of:a'), limits[0]('arn:of:a'), limits[0]('arn:of:a')]);
    expect(await three()).toEqual({ allowed: 2, refused: 1 });
    clock.now += 1_000;
    expect(await three()).toEqual({ allowed: 2, refused: 1 });
  });

  it('whatever another asks', async () => {
    const { limits } = await aLimit(1);
    expect(await outcomes([limits[0]('arn:of:a'), limits[0]('arn:of:b')])).toEqual({ allowed: 2, refused: 0 });
  });

  it('or as many as they like, if it is switched off', async () => {
    const { limits } = await aLimit(0);
    expect(await outcomes(Array.from({ length: 50 }, () => limits[0]('arn:of:a')))).toMatchObject({ refused: 0 });
  });
});

describe('An API that counts', () => {
  const request = { caller: { principal: 'arn:of:a', isAdmin: false }, correlationId: 'c' };
  const tooMany: RateLimit = async () => {
    throw new ApiProblem('TOO_MANY_REQUESTS', 'too many');
  };

  it('does nothing for who is refused', async () => {
    const done: string[] = [];
    const api: Api = async (id) => ({ status: 202, body: done.push(id) });
    await expect(rateLimited(api, tooMany)('createJob', request)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(done).toEqual([]);
  });

  it('reads meanwhile, and keeps what it read, or why it could not, from who is refused', async () => {
    const read: string[] = [];
    const api: Api = async (id) => {
      read.push(id);
      throw new ApiProblem('NO_SUCH_JOB', 'none');
    };
    await expect(rateLimited(api, tooMany)('getJob', request)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(read).toEqual(['getJob']);
  });

  it('counts nobody who need not say who they are', async () => {
    const api: Api = async () => ({ status: 200, body: 'up' });
    expect(await rateLimited(api, tooMany)('getHealth', request)).toEqual({ status: 200, body: 'up' });
  });
});
