import { resolved } from './resolved.ts';
import { at } from './template.ts';

describe('what a deployment is told by --param', () => {
  it('that nobody would be told is an error that says what to do', async () => {
    await expect(resolved({})).rejects.toMatchObject({
      stdout: expect.stringContaining('Nobody would be told how jobs end. Say who: --param alertEmail=you@example.com'),
    });
  }, 60_000);

  it('what is no email address is refused', async () => {
    await expect(resolved({ alertEmail: 'nobody' })).rejects.toMatchObject({
      stdout: expect.stringContaining('alertEmail is not an email address: nobody'),
    });
  }, 60_000);

  it('the settings reach the functions, and origins that upload get their CORS', async () => {
    const service = await resolved({
      alertEmail: 'ops@example.com',
      settleSeconds: '45',
      retentionDays: '7',
      corsOrigins: 'https://a.example, https://b.example',
    });
    const text = JSON.stringify(service.resources);
    expect(at(service, 'functions', 'intake', 'environment')).toMatchObject({
      STAGE: 'dev',
      SETTLE_SECONDS: '45',
      RETENTION_DAYS: '7',
    });
    expect(text).toContain('"Endpoint":"ops@example.com"');
    expect(text).toContain('"AllowedOrigins":["https://a.example","https://b.example"]');
  }, 60_000);

  it('a model is asked only if it is switched on, and then the role names just those that are', async () => {
    const service = await resolved({
      alertEmail: 'ops@example.com',
      modelEnabled: 'true',
      modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      modelFallbackId: 'amazon.nova-lite-v1:0',
    });
    const text = JSON.stringify(service.resources);
    const ofOneRole = [
      '"arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0"',
      '"arn:${AWS::Partition}:bedrock:*::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"',
      '"arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/amazon.nova-lite-v1:0"',
    ];
    // The generator reads requests, the validator repairs.
    expect(text.match(/"[^"]*(foundation-model|inference-profile)[^"]*"/g)).toEqual([...ofOneRole, ...ofOneRole]);
    expect(text).toContain(':parameter/dropforge/dev/prompts/*');
    expect(JSON.stringify(await resolved({ alertEmail: 'ops@example.com' }))).not.toMatch(
      /bedrock:|ssm:GetParameter\b/,
    );
  }, 60_000);

  it('exceptions are read from the one parameter that is named', async () => {
    const service = await resolved({ alertEmail: 'ops@example.com', inventoryExceptions: '/dropforge/dev/exceptions' });
    expect(at(service, 'functions', 'collector', 'environment')).toMatchObject({
      EXCEPTIONS_PARAMETER: '/dropforge/dev/exceptions',
    });
    expect(JSON.stringify(service.resources)).toContain(':parameter/dropforge/dev/exceptions');
  }, 60_000);

  it('a model that is switched on and not named is an error that says so', async () => {
    await expect(resolved({ alertEmail: 'ops@example.com', modelEnabled: 'true' })).rejects.toMatchObject({
      stdout: expect.stringContaining('no model is named: --param modelId='),
    });
  }, 60_000);
});
