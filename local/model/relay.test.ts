import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import * as z from 'zod';
import { startModel } from '#shared/model/bedrock.ts';
import { startBudget } from '#shared/model/budget.ts';
import { type ConverseServer, converseServer, failure, toolCall } from '#shared/testing/converse.ts';
import { parameterStore } from '#shared/testing/parameter-store.ts';
import { type Relay, startRelay } from './relay.ts';

const modelId = 'eu.amazon.nova-lite-v1:0';
const credentials = { accessKeyId: 'own', secretAccessKey: 'own' };

describe('the way out of the embedded cloud', () => {
  let bedrock: ConverseServer;
  let store: Awaited<ReturnType<typeof parameterStore>>;
  let relay: Relay;

  beforeAll(async () => {
    process.env.AWS_ACCESS_KEY_ID = 'embedded';
    process.env.AWS_SECRET_ACCESS_KEY = 'embedded';
    process.env.AWS_REGION = 'us-east-1';
    bedrock = await converseServer();
    store = await parameterStore({});
    const client = new BedrockRuntimeClient({
      endpoint: bedrock.url,
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
    });
    relay = await startRelay(client, [modelId]);
  });
  afterAll(async () => {
    await relay.close();
    await bedrock.close();
    await store.close();
  });

  const ask = (id: string) =>
    startModel({
      modelId: id,
      attemptMs: 5_000,
      promptPath: '/x/',
      endpoint: relay.url,
      promptEndpoint: store.url,
    }).ask({
      system: 'Be brief',
      text: 'What now?',
      tool: { name: 'say', description: '', inputSchema: { type: 'object' }, parse: z.strictObject({ a: z.string() }) },
      maxOutputTokens: 10,
      budget: startBudget({ tokens: 10_000, costUsd: 1 }),
      signal: new AbortController().signal,
    });

  it('takes a question to the model and its answer back', async () => {
    bedrock.answer = () => toolCall({ a: 'b' }, 'say');
    expect(await ask(modelId)).toEqual({ outcome: 'answered', modelId, input: { a: 'b' } });
    expect(JSON.parse(bedrock.heard[0]?.body ?? '')).toMatchObject({
      messages: [{ role: 'user', content: [{ text: 'What now?' }] }],
      toolConfig: { toolChoice: { tool: { name: 'say' } } },
    });
  });

  it('and what kept it from answering', async () => {
    bedrock.answer = () => failure(403, 'AccessDeniedException');
    expect(await ask(modelId)).toMatchObject({ why: expect.stringContaining('not to be used') });
  });

  it('to no other model', async () => {
    bedrock.heard.length = 0;
    expect(await ask('amazon.nova-premier-v1:0')).toMatchObject({ outcome: 'unavailable' });
    expect(bedrock.heard).toEqual([]);
  });
});
