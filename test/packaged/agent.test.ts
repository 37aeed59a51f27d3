import { validateTemplate } from '#jobs/template/validate/validate-template.ts';
import { isObject, type JsonObject } from '#schemas/json.ts';
import { resolved } from './resolved.ts';
import { at } from './template.ts';

const on = { alertEmail: 'ops@example.com', agentEnabled: 'true', agentModelId: 'us.amazon.nova-pro-v1:0' };

const ownTypes = /^AWS::Bedrock::/;

describe('the Bedrock agent', () => {
  let service: JsonObject;
  let resources: JsonObject;
  beforeAll(async () => {
    service = await resolved(on);
    const found = at(service, 'resources', 'Resources');
    resources = isObject(found) ? found : {};
  }, 60_000);

  it('is made of what CloudFormation takes, all of it', async () => {
    const role = { Type: 'AWS::IAM::Role', Properties: at(resources, 'BedrockAgentRole', 'Properties') ?? null };
    const code = { ZipFile: 'exports.handler = () => 1' };
    const AgentLambdaFunction = {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: code, Role: 'arn:aws:iam::111122223333:role/x', Handler: 'a.b', Runtime: 'nodejs24.x' },
    };
    const own = Object.entries(resources).filter(
      ([id, one]) => id === 'BedrockAgentPermission' || (isObject(one) && ownTypes.test(String(one.Type))),
    );
    const template = JSON.stringify({
      Resources: { ...Object.fromEntries(own), BedrockAgentRole: role, AgentLambdaFunction },
    });
    const { report } = await validateTemplate(template, { fileName: 'agent.json', fix: false });
    expect(report.findings.filter(({ severity }) => severity === 'ERROR' || severity === 'FATAL')).toEqual([]);
    expect(own.map(([id]) => id).sort()).toEqual(['BedrockAgent', 'BedrockAgentAlias', 'BedrockAgentPermission']);
  }, 60_000);

  it('may be acted for by this account only, asks its one model, and alone invokes its function', () => {
    expect(at(resources, 'BedrockAgentRole', 'Properties', 'AssumeRolePolicyDocument', 'Statement')).toMatchObject([
      { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: expect.anything() } },
    ]);
    const asks = JSON.stringify(at(resources, 'BedrockAgentRole', 'Properties', 'Policies'));
    expect(asks.match(/(foundation-model|inference-profile)\/[^"]+/g)).toEqual([
      'inference-profile/us.amazon.nova-pro-v1:0',
      'foundation-model/amazon.nova-pro-v1:0',
    ]);
    expect(at(resources, 'BedrockAgentPermission', 'Properties')).toMatchObject({
      Principal: 'bedrock.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: { 'Fn::GetAtt': ['BedrockAgent', 'AgentArn'] },
    });
  });

  it('has an action group within what Bedrock takes', () => {
    const properties = at(resources, 'BedrockAgent', 'Properties');
    const [group] = at(properties, 'ActionGroups') as JsonObject[];
    const { openapi, paths } = JSON.parse(String(at(group, 'ApiSchema', 'Payload')));
    expect(openapi).toBe('3.0.0');
    const operations = Object.values(paths as Record<string, object>).flatMap((methods) => Object.values(methods));
    expect(operations.length).toBeLessThanOrEqual(11);
    for (const operation of operations)
      expect(operation).toMatchObject({ operationId: expect.any(String), description: expect.any(String) });
    expect(JSON.stringify(paths)).not.toMatch(/"(enum|oneOf|anyOf|allOf|\$ref|pattern|format|nullable)"/);
    const { length } = String(at(properties, 'Instruction'));
    expect(length).toBeGreaterThan(40);
    expect(length).toBeLessThan(4000);
  });

  it('is a function like the other doors', () => {
    expect(at(service, 'functions', 'agent')).toMatchObject({
      handler: 'functions/agent/handler.handler',
      role: 'AgentRole',
    });
    expect(at(resources, 'AgentRole', 'Type')).toBe('AWS::IAM::Role');
    expect(at(resources, 'AgentErrorsAlarm', 'Type')).toBe('AWS::CloudWatch::Alarm');
  });

  it('is not there at all unless it is switched on, and not without a model', async () => {
    const [off, unnamed] = await Promise.all([
      resolved({ alertEmail: 'ops@example.com' }),
      resolved({ alertEmail: 'ops@example.com', agentEnabled: 'true' }).catch((error: Error) => error.message),
    ]);
    expect(JSON.stringify([at(off, 'functions'), at(off, 'resources')])).not.toMatch(
      /AWS::Bedrock|AgentRole|BedrockAgent/,
    );
    expect(unnamed).toContain('agentEnabled is true, and no model is named: --param agentModelId');
  }, 120_000);
});
