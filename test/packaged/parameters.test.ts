import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject } from '#schemas/json.ts';
import { resolved } from './resolved.ts';
import { at } from './template.ts';

const repository = join(import.meta.dirname, '..', '..');
const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/** What the framework itself prints. Rejects with its `stdout`. */
const printed = async (stage: string, params: Readonly<Record<string, string>>): Promise<JsonObject> => {
  const given = Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [serverless, 'print', '--format', 'json', '--stage', stage, ...given],
    { cwd: repository, timeout: 60_000, maxBuffer: 16 * 1024 * 1024 },
  );
  return JSON.parse(stdout.slice(stdout.indexOf('{')));
};

const everything = {
  alertEmail: 'ops@example.com',
  alertSms: '+4930123456',
  corsOrigins: 'https://a.example',
  apiAuth: 'cognito',
  cognitoUserPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc',
  eventSchemas: 'true',
  deployment: 'canary',
  deploymentRole: 'arn:aws:iam::111122223333:role/dropforge-prod-cloudformation',
  agentEnabled: 'true',
  agentModelId: 'us.amazon.nova-pro-v1:0',
  modelEnabled: 'true',
  modelId: 'amazon.nova-pro-v1:0',
  inventoryExceptions: '/dropforge/prod/exceptions',
  webhookSecret: '/dropforge/prod/webhook',
};

describe('the framework itself, which is asked twice, as it is slow', () => {
  it('takes all there is to switch on for valid, and understands it as these tests do', async () => {
    const [service, ours] = await Promise.all([printed('prod', everything), resolved(everything, 'prod')]);
    expect(service.resources).toEqual(ours.resources);
    expect(service.functions).toMatchObject(ours.functions as JsonObject);
    expect(Object.keys(service.functions as JsonObject)).toEqual(Object.keys(ours.functions as JsonObject));
  }, 60_000);

  it('tells whoever deploys what is refused', async () => {
    await expect(printed('dev', {})).rejects.toMatchObject({
      stdout: expect.stringContaining('Nobody would be told how jobs end. Say who: --param alertEmail=you@example.com'),
    });
  }, 60_000);
});

describe('what a deployment is told by --param', () => {
  it('that nobody would be told is an error that says what to do', async () => {
    await expect(resolved({})).rejects.toThrow(
      'Nobody would be told how jobs end. Say who: --param alertEmail=you@example.com',
    );
  }, 60_000);

  it('what is no email address is refused', async () => {
    await expect(resolved({ alertEmail: 'nobody' })).rejects.toThrow('alertEmail is not an email address: nobody');
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

  it('alarms lead to their pages where people can open them', async () => {
    const service = await resolved({ alertEmail: 'ops@example.com', runbookUrl: 'https://example.com/runbook' });
    expect(at(service, 'resources', 'Resources', 'FailedJobsAlarm', 'Properties', 'AlarmDescription')).toBe(
      'A job ended as Failed. What to do: https://example.com/runbook/failed-jobs.md',
    );
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

  it('whoever is named hears of jobs by their channel, with a filter policy, and the notifier knows of them', async () => {
    const service = await resolved({
      alertEmail: 'ops@example.com',
      alertSms: '+4930123456',
      alertPush: 'arn:aws:sns:eu-west-1:111122223333:endpoint/GCM/app/5e3e9847-3183-3f18-a7e8-671c3a57d4b3',
    });
    const subscribed = Object.values(at(service, 'resources', 'Resources') ?? {}).filter(
      (part) => at(part, 'Properties', 'FilterPolicy') !== undefined,
    );
    expect(
      subscribed.map((part) => [at(part, 'Properties', 'Protocol'), at(part, 'Properties', 'FilterPolicy')]),
    ).toEqual([
      ['email', { channel: ['EMAIL'] }],
      ['sms', { channel: ['SMS'] }],
      ['application', { channel: ['PUSH'] }],
    ]);
    expect(at(service, 'functions', 'notifier', 'environment', 'TOPIC_CHANNELS')).toBe('EMAIL,SMS,PUSH');
  }, 60_000);

  it.each([
    ['alertSms', '030123456', 'alertSms is not a phone number with its country: +4930123456: 030123456'],
    ['alertPush', 'my phone', 'alertPush is not the ARN of a platform endpoint: my phone'],
    ['deploymentRole', 'admin', 'deploymentRole is not the ARN of a role: admin'],
    ['webhookSecret', 'hunter2', 'webhookSecret is not the path of a parameter: hunter2'],
  ])(
    '%s that is %j is refused',
    async (name, value, said) => {
      await expect(resolved({ alertEmail: 'ops@example.com', [name]: value })).rejects.toThrow(said);
    },
    60_000,
  );

  it('CloudFormation makes the stack with the role that is named, or that of whoever deploys', async () => {
    const deploymentRole = 'arn:aws:iam::111122223333:role/dropforge-prod-cloudformation';
    const named = await resolved({ alertEmail: 'ops@example.com', deploymentRole });
    expect(at(named, 'provider', 'iam')).toEqual({ deploymentRole });
    expect(at(await resolved({ alertEmail: 'ops@example.com' }), 'provider', 'iam')).toEqual({});
  }, 60_000);

  it('webhooks are signed with the one parameter that is named, which the notifier alone may read', async () => {
    const service = await resolved({ alertEmail: 'ops@example.com', webhookSecret: '/dropforge/dev/webhook' });
    expect(at(service, 'functions', 'notifier', 'environment', 'WEBHOOK_SECRET_PARAMETER')).toBe(
      '/dropforge/dev/webhook',
    );
    expect(JSON.stringify(service.resources).match(/"ReadWebhookSecret"/g)).toHaveLength(1);
    expect(JSON.stringify(service.resources)).toContain(':parameter/dropforge/dev/webhook');
  }, 60_000);

  it('a model that is switched on and not named is an error that says so', async () => {
    await expect(resolved({ alertEmail: 'ops@example.com', modelEnabled: 'true' })).rejects.toThrow(
      'no model is named: --param modelId=',
    );
  }, 60_000);
});
