import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { resolved } from './resolved.ts';
import { at, list, target } from './template.ts';

const repository = join(import.meta.dirname, '..', '..');
const told = { alertEmail: 'ops@example.com' };
const model = { modelEnabled: 'true', modelId: 'amazon.nova-pro-v1:0' };
const takes = 60_000;

const service = (params: Readonly<Record<string, string>>) => resolved({ ...told, ...params });
const statement = (role: JsonValue | undefined, sid: string) =>
  list(at(role, 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement')).find((one) => at(one, 'Sid') === sid);

describe('A stage with a model', () => {
  let whole: JsonObject;
  let all: JsonObject;
  beforeAll(async () => {
    whole = await service({ ...model, modelDailyCostUsd: '25' });
    all = at(whole, 'resources', 'Resources') as JsonObject;
  }, takes);

  it('has an alarm on what all its jobs spend in a day, which tells people and calls the guard', () => {
    const alarm = at(all, 'ModelSpendAlarm', 'Properties');
    expect(alarm).toMatchObject({
      Namespace: 'Dropforge',
      MetricName: 'ModelSpend',
      Dimensions: [{ Name: 'service', Value: 'dropforge-dev' }],
      Statistic: 'Sum',
      Period: 86_400,
      Threshold: 25,
    });
    expect(list(at(alarm, 'AlarmActions')).map(target)).toEqual(['AlarmsTopic', 'GuardLambdaFunction']);
    expect(list(at(alarm, 'OKActions')).map(target)).toEqual(['AlarmsTopic']);
    const [page = ''] = /docs\/runbook\/[\w-]+\.md/.exec(String(at(alarm, 'AlarmDescription'))) ?? [];
    expect(existsSync(join(repository, page))).toBe(true);
  });

  it('whose alarm alone may call the guard', () => {
    expect(at(all, 'GuardPermission', 'Properties')).toMatchObject({
      Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: { 'Fn::GetAtt': ['ModelSpendAlarm', 'Arn'] },
    });
    expect(at(whole, 'functions', 'guard', 'role')).toBe('GuardRole');
    expect(at(all, 'GuardErrorsAlarm', 'Type')).toBe('AWS::CloudWatch::Alarm');
  });

  it('where the guard may write the one parameter that generator and validator read', () => {
    const writes = statement(all.GuardRole, 'SwitchModelOff');
    expect(at(writes, 'Action')).toBe('ssm:PutParameter');
    for (const [name, role] of [
      ['generator', all.GeneratorRole],
      ['validator', all.ValidatorRole],
    ] as const) {
      expect(at(statement(role, 'ReadModelSwitch'), 'Resource')).toEqual(at(writes, 'Resource'));
      expect(at(whole, 'functions', name, 'environment', 'MODEL_GUARD_PARAMETER')).toBe('/dropforge/dev/model');
    }
    expect(at(writes, 'Resource', 'Fn::Sub')).toMatch(/:parameter\/dropforge\/dev\/model$/);
    expect(JSON.stringify(all)).not.toContain('"AWS::SSM::Parameter"'); // a deployment would switch it on
  });

  it(
    'rolls the guard out as every function',
    async () => {
      const canary = at(await service({ ...model, deployment: 'canary' }), 'resources', 'Resources');
      expect(at(canary, 'GuardCanaryGroup', 'Type')).toBe('AWS::CodeDeploy::DeploymentGroup');
    },
    takes,
  );
});

it.each([{}, { ...model, modelDailyCostUsd: '0' }])(
  'There is no guard with %j',
  async (params) => {
    const whole = await service(params);
    expect(at(whole, 'functions', 'guard')).toBeUndefined();
    expect(at(whole, 'functions', 'generator', 'environment', 'MODEL_GUARD_PARAMETER')).toBe('');
    expect(JSON.stringify(at(whole, 'resources', 'Resources'))).not.toMatch(/ModelSpend|GuardRole|ReadModelSwitch/);
  },
  takes,
);

it.each(['ten', '-1'])(
  'A limit of %s is refused',
  async (modelDailyCostUsd) => {
    await expect(service({ ...model, modelDailyCostUsd })).rejects.toThrow('modelDailyCostUsd is not an amount');
  },
  takes,
);
