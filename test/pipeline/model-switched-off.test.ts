import type { FindingsReport } from '#schemas/findings.ts';
import { type ConverseServer, converseServer } from '#shared/testing/converse.ts';
import { parameterStore } from '#shared/testing/parameter-store.ts';
import { type Pipeline, startPipeline } from './harness.ts';

/** A value that no rule knows the right one for. */
const template = JSON.stringify({
  Resources: { Orders: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 'soon' } } },
});

describe('With a model that is switched off for the whole stage', () => {
  let bedrock: ConverseServer;
  let parameters: Awaited<ReturnType<typeof parameterStore>>;
  let pipeline: Pipeline;

  beforeAll(async () => {
    bedrock = await converseServer();
    parameters = await parameterStore({ '/dropforge/local/model': 'off since 2026-11-21T20:00:00Z: it cost too much' });
    pipeline = await startPipeline({
      env: {
        MODEL_ENABLED: 'true',
        MODEL_ID: 'amazon.nova-lite-v1:0',
        MODEL_GUARD_PARAMETER: '/dropforge/local/model',
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
        AWS_ENDPOINT_URL_SSM: parameters.url,
      },
    });
  }, 120_000);
  afterAll(async () => {
    await pipeline.stop();
    await bedrock.close();
    await parameters.close();
  });

  it('the job succeeds without it, asks nothing, and says since when and why', async () => {
    await pipeline.drop('guarded', { 'template.json': template, 'request.md': 'A topic for news' });
    const job = await pipeline.settled('guarded', 'Succeeded');
    const { key } = job.output.artifacts.find(({ name }) => name === 'findings.json') ?? { key: '' };
    const findings: FindingsReport = JSON.parse(await pipeline.read(key));
    const why = /switched off for the whole stage \(off since 2026-11-21T20:00:00Z: it cost too much\)/;
    expect(findings.model?.stopped).toMatch(why);
    expect(findings.request?.notUsed).toMatch(why);
    expect(bedrock.heard).toEqual([]);
  }, 120_000);
});
