import { join } from 'node:path';
import type { JsonObject } from '#schemas/json.ts';
import type { Template } from '#shared/cloudformation/template.ts';
import { resolved } from './resolved.ts';
import { at, list, packagedTemplate, packagingTakes, target } from './template.ts';

const aliases: { withAliases(template: Template, codeHashes: Readonly<Record<string, string>>): Template } =
  await import(join(import.meta.dirname, '..', '..', 'resources', 'aliases.js'));

const ofType = (template: Template, type: string) =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

const canary = async () => {
  const service = await resolved({
    alertEmail: 'ops@example.com',
    deployment: 'canary',
    agentEnabled: 'true',
    agentModelId: 'm',
  });
  return at(service, 'resources', 'Resources') as JsonObject;
};

describe('A release that takes over all at once', () => {
  it(
    'has no alias, no version and nothing of CodeDeploy',
    async () => {
      const service = await resolved({ alertEmail: 'ops@example.com' });
      const { template } = await packagedTemplate();
      expect(JSON.stringify(service.resources)).not.toContain('AWS::CodeDeploy');
      expect(ofType(template, 'AWS::Lambda::Alias')).toEqual([]);
      expect(ofType(template, 'AWS::Lambda::Version')).toEqual([]);
    },
    packagingTakes,
  );

  it(
    'is what there is but for a canary: anything else is refused',
    async () => {
      await expect(resolved({ alertEmail: 'ops@example.com', deployment: 'blue' })).rejects.toThrow(
        'deployment is all-at-once or canary, not "blue"',
      );
    },
    packagingTakes,
  );
});

describe('A canary', () => {
  let before: Template;
  let shifted: Template;
  const hashes = (code: string) =>
    Object.fromEntries(
      ofType(before, 'AWS::Lambda::Function').map(([id]) => [id, id === 'CollectorLambdaFunction' ? code : 'same']),
    );
  const versionsOf = (template: Template) => ofType(template, 'AWS::Lambda::Version').map(([id]) => id);
  const changed = (template: Template) => {
    const others = new Set(versionsOf(template));
    return versionsOf(shifted)
      .filter((id) => !others.has(id))
      .map((id) => id.replace(/Version[0-9a-f]{12}$/, ''));
  };
  const withCollector = (properties: JsonObject): Template => {
    const { CollectorLambdaFunction, ...others } = before.Resources;
    if (!CollectorLambdaFunction) throw new Error('There is no collector');
    const collector = {
      ...CollectorLambdaFunction,
      Properties: { ...CollectorLambdaFunction.Properties, ...properties },
    };
    return { ...before, Resources: { ...others, CollectorLambdaFunction: collector } };
  };

  beforeAll(async () => {
    before = (await packagedTemplate()).template;
    shifted = aliases.withAliases(before, hashes('first'));
  }, packagingTakes);

  it('puts each function behind an alias, through which alone it is called', () => {
    const functions = ofType(before, 'AWS::Lambda::Function').map(([id]) => id.replace('LambdaFunction', ''));
    expect(ofType(shifted, 'AWS::Lambda::Alias').map(([id]) => id)).toEqual(functions.map((id) => `${id}Alias`));
    expect(JSON.stringify(before)).toMatch(/"\w+LambdaFunction","Arn"|LambdaFunction\.Arn/);
    expect(JSON.stringify(shifted)).not.toMatch(/"\w+LambdaFunction","Arn"|LambdaFunction\.Arn/);
    for (const [id, { Properties }] of ofType(shifted, 'AWS::Lambda::EventSourceMapping')) {
      expect(target(Properties?.FunctionName)).toBe(`${id.replace(/EventSourceMapping.*/, '')}Alias`);
    }
    expect(JSON.stringify(shifted.Resources.RestApi)).toContain('functions/${ApiAlias}/invocations');
    expect(target(shifted.Resources.ApiPermission?.Properties?.FunctionName)).toBe('ApiAlias');
  });

  it('lets an alias point at a version of its own function', () => {
    for (const [id, { Properties }] of ofType(shifted, 'AWS::Lambda::Alias')) {
      const version = shifted.Resources[target(Properties?.FunctionVersion) ?? ''];
      expect(version?.Type).toBe('AWS::Lambda::Version');
      expect(target(version?.Properties?.FunctionName)).toBe(id.replace('Alias', 'LambdaFunction'));
      expect(target(Properties?.FunctionName)).toBe(id.replace('Alias', 'LambdaFunction'));
    }
  });

  it('makes another version of other code or another configuration, and of nothing else', () => {
    expect(changed(aliases.withAliases(before, hashes('second')))).toEqual(['Collector']);
    expect(changed(aliases.withAliases(withCollector({ MemorySize: 512 }), hashes('first')))).toEqual(['Collector']);
    const elsewhere = withCollector({ Code: { S3Bucket: 'b', S3Key: 'another/time/collector.zip' } });
    expect(changed(aliases.withAliases(elsewhere, hashes('first')))).toEqual([]);
  });

  it(
    'shifts each alias by a group of its own, a tenth for five minutes, and back on its alarms',
    async () => {
      const resources = await canary();
      expect(Object.keys(resources).filter((id) => id.endsWith('CanaryGroup'))).toHaveLength(9);
      for (const [id, { UpdatePolicy }] of ofType(shifted, 'AWS::Lambda::Alias') as [
        string,
        { UpdatePolicy?: JsonObject },
      ][]) {
        const { ApplicationName, DeploymentGroupName } = (UpdatePolicy?.CodeDeployLambdaAliasUpdate ??
          {}) as JsonObject;
        expect(at(resources, target(ApplicationName) ?? '', 'Properties', 'ComputePlatform')).toBe('Lambda');
        expect(target(DeploymentGroupName)).toBe(id.replace('Alias', 'CanaryGroup'));
        expect(at(resources, target(DeploymentGroupName) ?? '', 'Properties')).toMatchObject({
          DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
          AutoRollbackConfiguration: { Enabled: true, Events: expect.arrayContaining(['DEPLOYMENT_STOP_ON_ALARM']) },
          AlarmConfiguration: { Enabled: true },
        });
      }
    },
    packagingTakes,
  );

  it(
    'goes back on errors of the function, and of a stage on new dead letters, within the minute',
    async () => {
      const resources = await canary();
      const alarmsOf = (id: string) =>
        list(at(resources, `${id}CanaryGroup`, 'Properties', 'AlarmConfiguration', 'Alarms')).map((alarm) => {
          const properties = at(resources, target(at(alarm, 'Name')) ?? '', 'Properties');
          return [at(properties, 'MetricName'), at(properties, 'Period'), at(properties, 'Threshold')];
        });
      expect(alarmsOf('Collector')).toEqual([
        ['Errors', 60, 1],
        ['NumberOfMessagesSent', 60, 1],
      ]);
      expect(alarmsOf('Api')).toEqual([['Errors', 60, 1]]);
      expect(at(resources, 'CollectorCanaryErrorsAlarm', 'Properties', 'Dimensions')).toEqual([
        { Name: 'FunctionName', Value: 'dropforge-dev-collector' },
        { Name: 'Resource', Value: 'dropforge-dev-collector:live' },
      ]);
    },
    packagingTakes,
  );

  it(
    'lets CodeDeploy shift these aliases and see these alarms, and nothing else',
    async () => {
      const statements = list(
        at(await canary(), 'CanaryRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'),
      );
      expect(statements.map((statement) => at(statement, 'Action'))).toEqual([
        ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
        'cloudwatch:DescribeAlarms',
      ]);
      const [functions, alarms] = statements.map((statement) => list(at(statement, 'Resource')));
      const ends = functions?.map((each) =>
        String(at(each, 'Fn::Sub')).replace(/.*:function:dropforge-dev-[a-z]+/, ''),
      );
      expect(new Set(ends)).toEqual(new Set(['', ':live']));
      expect(alarms).toHaveLength(15);
      for (const alarm of alarms ?? []) expect(target(alarm)).toMatch(/Canary(Errors|DeadLetters)Alarm$/);
    },
    packagingTakes,
  );

  it(
    'has the API deployed anew when its functions are called by their aliases',
    async () => {
      const deployments = (resources: JsonObject) =>
        Object.keys(resources).filter((id) => id.startsWith('ApiDeployment'));
      const service = await resolved({ alertEmail: 'ops@example.com', agentEnabled: 'true', agentModelId: 'm' });
      const direct = deployments(at(service, 'resources', 'Resources') as JsonObject);
      expect(direct).toHaveLength(1);
      expect(deployments(await canary())).not.toEqual(direct);
    },
    packagingTakes,
  );
});
