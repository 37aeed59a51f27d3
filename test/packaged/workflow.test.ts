import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject } from '#schemas/json.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { resolved } from './resolved.ts';
import { at, list, packagedTemplate, packagingTakes } from './template.ts';

const repository = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
const yaml = (path: string): JsonObject => parse(read(path), { logLevel: 'silent' });

const workflow = yaml('docs/workflows/deploy.yml');
const role = yaml('docs/workflows/deploy-role.yml');
const stepsOf = (job: string) => list(at(workflow, 'jobs', job, 'steps'));
const commands = ['test', 'deploy'].flatMap((job) => stepsOf(job).flatMap((step) => list(at(step, 'run')).map(String)));

/** What IAM calls a service that CloudFormation calls otherwise. */
const prefixes: Readonly<Record<string, string>> = {
  CodeDeploy: 'codedeploy',
  EventSchemas: 'schemas',
  WAFv2: 'wafv2',
};

describe('The workflow that deploys', () => {
  it('runs what there is to run', () => {
    const scripts = commands.flatMap((command) => [...command.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
    expect(scripts.length).toBeGreaterThan(3);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(scripts));
  });

  it('gives the parameters that there are, to the packaging and to the deployment alike', () => {
    const given = commands
      .filter((command) => command.includes('serverless'))
      .map((command) => [...command.matchAll(/--param "?(\w+)=/g)].map(([, name]) => String(name)));
    expect(given).toHaveLength(2);
    expect(given[0]).toEqual(given[1]);
    const known = ['alertEmail', ...Object.keys(at(yaml('serverless.yml'), 'params', 'default') ?? {})];
    expect(known).toEqual(expect.arrayContaining(given[0] ?? []));
  });

  it('is known to AWS in one job, which waits for the tests and for reviewers, and packages before it is', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(at(workflow, 'jobs', 'test', 'permissions')).toBeUndefined();
    expect(at(workflow, 'jobs', 'deploy')).toMatchObject({
      needs: 'test',
      environment: 'production',
      permissions: { contents: 'read', 'id-token': 'write' },
    });
    const steps = stepsOf('deploy').map((step) => String(at(step, 'name') ?? at(step, 'uses') ?? at(step, 'run')));
    expect(steps.slice(-3)).toEqual(['Package', 'aws-actions/configure-aws-credentials@v4', 'Deploy']);
    expect(read('docs/workflows/deploy.yml')).not.toMatch(/secrets\.|aws-access-key/i);
  });

  it('takes the roles that the template makes', () => {
    const asked = [...read('docs/workflows/deploy.yml').matchAll(/vars\.(\w+_ROLE)/g)].map(([, name]) => name);
    const told = Object.values((role.Outputs ?? {}) as JsonObject).map((output) => String(at(output, 'Description')));
    expect(asked.sort()).toEqual(told.map((text) => /[A-Z]+_ROLE$/.exec(text)?.[0]).sort());
  });
});

describe('The roles of a deployment', () => {
  const actionsOf = (name: string) =>
    list(at(role, 'Resources', name, 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement')).flatMap((statement) =>
      list(at(statement, 'Action')).map(String),
    );

  it('lets GitHub hand over a package, and make nothing itself', () => {
    const services = new Set(actionsOf('DeployRole').map((action) => action.split(':')[0]));
    expect([...services].sort()).toEqual(['cloudformation', 'iam', 'lambda', 's3']);
    expect(actionsOf('DeployRole').filter((action) => /^(iam|lambda):/.test(action))).toEqual([
      'lambda:GetFunction',
      'iam:PassRole',
    ]);
    expect(actionsOf('DeployRole').filter((action) => action.includes('*'))).toEqual([]);
  });

  it(
    'lets CloudFormation make every kind of resource in the stack, a canary too',
    async () => {
      const canary = await resolved(
        { alertEmail: 'ops@example.com', deployment: 'canary', eventSchemas: 'true' },
        'prod',
      );
      const resources = [
        ...Object.values((await packagedTemplate()).template.Resources).map(({ Type }) => Type),
        ...Object.values(at(canary, 'resources', 'Resources') as JsonObject).map((resource) =>
          String(at(resource, 'Type')),
        ),
      ];
      const services = new Set(resources.map((type) => type.split('::')[1] ?? ''));
      const allowed = new Set(actionsOf('ExecutionRole').map((action) => action.split(':')[0]));
      const missing = [...services].filter((service) => !allowed.has(prefixes[service] ?? service.toLowerCase()));
      expect(services.size).toBeGreaterThan(10);
      expect(missing).toEqual([]);
    },
    packagingTakes,
  );
});
