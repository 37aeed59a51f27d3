import * as z from 'zod';
import { type ConverseServer, converseServer, failure, prose, type Reply, toolCall } from '../testing/converse.ts';
import { startModel } from './bedrock.ts';
import { type Budget, startBudget } from './budget.ts';
import type { Question } from './model.ts';

const [first, second] = ['amazon.nova-lite-v1:0', 'amazon.nova-pro-v1:0'];
const plenty = () => startBudget({ tokens: 1_000_000, costUsd: 10 });

const question = (budget: Budget = plenty(), signal = new AbortController().signal): Question<{ patch: string[] }> => ({
  system: 'Be brief',
  text: 'What now?',
  tool: {
    name: 'propose_patch',
    description: '',
    inputSchema: { type: 'object' },
    parse: z.strictObject({ patch: z.array(z.string()) }),
  },
  maxOutputTokens: 100,
  budget,
  signal,
});

let server: ConverseServer;
let clock: number;
let waits: number[];

beforeAll(() => {
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  process.env.AWS_REGION = 'us-east-1';
});
// A server for each: a request that its caller has given up arrives late on a busy machine, and is no other test's.
beforeEach(async () => {
  server = await converseServer();
  clock = 0;
  waits = [];
});
afterEach(() => server.close());

const model = (fallbackModelId?: string, attemptMs = 10_000) =>
  startModel(
    {
      modelId: first,
      ...(fallbackModelId && { fallbackModelId }),
      attemptMs,
      promptPath: '/dropforge/test/prompts/',
      endpoint: server.url,
    },
    {
      now: () => clock,
      random: () => 0.5,
      wait: async (ms) => {
        waits.push(ms);
      },
    },
  );

/** One reply after the other; the last for ever. */
const replies = (...list: readonly [Reply, ...Reply[]]) => {
  server.answer = (_, before) => list[Math.min(before.length, list.length - 1)] ?? list[0];
};
const right = toolCall({ patch: ['x'] });
const throttled = failure(429, 'ThrottlingException');

describe('only a call of the tool with a fitting input is an answer', () => {
  it('is answered then, and the tool is what was asked for', async () => {
    replies(right);
    expect(await model().ask(question())).toEqual({ outcome: 'answered', modelId: first, input: { patch: ['x'] } });
    expect(JSON.parse(server.heard[0]?.body ?? '').toolConfig.toolChoice).toEqual({ tool: { name: 'propose_patch' } });
  });

  it.each<readonly [string, Reply, string]>([
    ['prose', prose('Sure! {"patch": ["x"]}'), 'prose'],
    ['another tool', toolCall({ patch: ['x'] }, 'delete_everything'), 'not given'],
    ['what is cut off, even if it parses', toolCall({ patch: ['x'] }, 'propose_patch', 'max_tokens'), 'cut off'],
    ['JSON in a string', toolCall('{"patch": ["x"'), 'does not fit'],
    ['more than was asked for', toolCall({ patch: ['x'], template: 'Resources: {}' }), 'does not fit'],
    ['a body that is half of its JSON', { status: 200, body: '{"output":{"message":{"role":"assis' }, 'no JSON'],
    ['an empty object', { status: 200, body: '{}' }, 'prose'],
  ])('refuses %s', async (_, reply, why) => {
    replies(reply);
    const answer = await model().ask(question());
    expect(answer).toMatchObject({ outcome: 'refused', why: expect.stringContaining(why) });
    expect(server.heard).toHaveLength(1);
  });
});

describe('what may pass is tried again, with jitter', () => {
  it.each<readonly [string, Reply]>([
    ['throttling', throttled],
    ['a server error', failure(500, 'InternalServerException')],
    ['unavailability', failure(503, 'ServiceUnavailableException')],
    ['a connection that breaks', 'hang-up'],
  ])('%s', async (_, reply) => {
    replies(reply, reply, right);
    expect(await model().ask(question())).toMatchObject({ outcome: 'answered' });
    expect(waits).toEqual([200, 400]);
  });

  it('a model that does not answer in time', async () => {
    replies('hang', right);
    expect(await model(undefined, 100).ask(question())).toMatchObject({ outcome: 'answered' });
  });

  it('not what stays: a model that may not be used is left at once, and the other is asked', async () => {
    server.answer = ({ modelId }) => (modelId === first ? failure(403, 'AccessDeniedException') : right);
    expect(await model(second).ask(question())).toMatchObject({ outcome: 'answered', modelId: second });
    expect(server.heard.map(({ modelId }) => modelId)).toEqual([first, second]);
  });
});

describe('a model that cannot be asked is no error', () => {
  it('but an answer that says why, of each', async () => {
    replies(throttled);
    const answer = await model(second).ask(question());
    expect(answer).toEqual({
      outcome: 'unavailable',
      why: `${first} is over its quota (throttled); ${second} is over its quota (throttled)`,
    });
    expect(server.heard).toHaveLength(6);
  });

  it('and ends when the job has no time left', async () => {
    replies('hang');
    const answer = await model(second).ask(question(plenty(), AbortSignal.timeout(100)));
    expect(answer).toMatchObject({ outcome: 'unavailable', why: expect.stringContaining('time that the job has') });
  });
});

describe('the circuit breaker', () => {
  it('opens after five failures in a row, lets one call through after a minute, and closes when that succeeds', async () => {
    replies(throttled);
    const one = model();
    await one.ask(question());
    await one.ask(question());
    expect(server.heard).toHaveLength(5);
    expect(await one.ask(question())).toMatchObject({ why: expect.stringContaining('left alone') });
    expect(server.heard).toHaveLength(5);
    clock = 60_000;
    await one.ask(question());
    expect(server.heard).toHaveLength(6);
    clock = 120_000;
    replies(right);
    expect(await one.ask(question())).toMatchObject({ outcome: 'answered' });
    expect(await one.ask(question())).toMatchObject({ outcome: 'answered' });
  });

  it('leaves the fallback to answer', async () => {
    server.answer = ({ modelId }) => (modelId === first ? throttled : right);
    const one = model(second);
    await one.ask(question());
    await one.ask(question());
    server.heard.length = 0;
    expect(await one.ask(question())).toMatchObject({ outcome: 'answered', modelId: second });
    expect(server.heard.map(({ modelId }) => modelId)).toEqual([second]);
  });
});

describe('a budget holds', () => {
  it('charges what the service says was used', async () => {
    replies(right);
    const budget = plenty();
    await model().ask(question(budget));
    expect(budget.spent).toEqual({ inputTokens: 1_000, outputTokens: 100, costUsd: expect.closeTo(0.000084, 9) });
  });

  it.each([
    ['tokens', { tokens: 1_200, costUsd: 10 }],
    ['money', { tokens: 1_000_000, costUsd: 0.0001 }],
  ])('of %s: what could go beyond it is not asked', async (_, limits) => {
    replies(right);
    const budget = startBudget(limits);
    expect(await model().ask(question(budget))).toMatchObject({ outcome: 'answered' });
    expect(await model().ask(question(budget))).toMatchObject({ why: expect.stringContaining('budget') });
    expect(server.heard).toHaveLength(1);
  });

  it('charges a model that is in no table as the dearest', () => {
    const budget = plenty();
    budget.charge('made.up', 1_000_000, 0);
    expect(budget.spent.costUsd).toBe(15);
  });

  it('charges what did not answer in time for its input', async () => {
    replies('hang', right);
    const budget = plenty();
    await model(undefined, 100).ask(question(budget));
    expect(budget.spent.inputTokens).toBeGreaterThan(1_000);
  });
});
