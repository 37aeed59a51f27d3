import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { scanActions } from '#jobs/inventory/collect/sources/actions.ts';
import type { JsonValue } from '#schemas/json.ts';
import { stageNames } from '#schemas/names.ts';
import {
  at,
  list,
  type Packaged,
  type PackagedTemplate,
  packagedTemplate,
  packagingTakes,
  target,
} from './template.ts';

/** Actions for which AWS lets no resource be named, with where it says so. */
const unnameable: Readonly<Record<string, string>> = {
  'xray:PutTraceSegments': 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html',
  'xray:PutTelemetryRecords': 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html',
  'organizations:ListAccounts':
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html',
};

/** A scan reads whatever there is: what it may read is named by action instead, and nothing but reading is among them. */
const scans = new Set(
  Object.entries(scanActions).flatMap(([service, actions]) => actions.map((action) => `${service}:${action}`)),
);

/** Roles of no function, by the service that each is for. */
const others: Readonly<Record<string, string>> = {
  SchedulerRole: 'scheduler.amazonaws.com',
  ApiLogsRole: 'apigateway.amazonaws.com',
};

const statementsOf = (role: Packaged): readonly JsonValue[] =>
  list(role.properties.Policies).flatMap((policy) => list(at(policy, 'PolicyDocument', 'Statement')));
const actionsOf = (role: Packaged): readonly string[] =>
  statementsOf(role).flatMap((statement) => list(at(statement, 'Action')).map(String));

describe('in the packaged template', () => {
  let stack: PackagedTemplate;
  const roles = () => stack.ofType('AWS::IAM::Role');

  beforeAll(async () => {
    stack = await packagedTemplate();
  }, packagingTakes);

  it('each function has a role that no other has', () => {
    const used = stack.ofType('AWS::Lambda::Function').map(({ properties }) => target(properties.Role));
    expect(new Set(used).size).toBe(used.length);
    expect(
      roles()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...used, ...Object.keys(others)].sort());
  });

  it('every statement names its resources, but where AWS lets none be named', () => {
    for (const role of roles()) {
      for (const statement of statementsOf(role)) {
        const everything = list(at(statement, 'Resource')).includes('*');
        const nameable = list(at(statement, 'Action')).filter(
          (action) => !(String(action) in unnameable || scans.has(String(action))),
        );
        if (everything) expect({ role: role.id, nameable }).toEqual({ role: role.id, nameable: [] });
      }
    }
  });

  it('no statement allows by wildcard, by NotAction or to NotResource, and no function has a managed policy', () => {
    for (const role of roles()) {
      expect(actionsOf(role).filter((action) => action.includes('*'))).toEqual([]);
      // The one role of the whole account has the policy that AWS keeps for it.
      expect(list(role.properties.ManagedPolicyArns)).toHaveLength(role.id === 'ApiLogsRole' ? 1 : 0);
      for (const statement of statementsOf(role)) {
        expect(at(statement, 'NotAction')).toBeUndefined();
        expect(at(statement, 'NotResource')).toBeUndefined();
      }
    }
  });

  it('only the collector scans, by actions that read, and enters other accounts through roles of one name', () => {
    for (const action of scans) expect(action).toMatch(/:(Describe|Get|List|BatchGet|GET$)\w*$/);
    for (const role of roles()) {
      const statements = statementsOf(role);
      const scanning = statements.filter(
        (statement) =>
          list(at(statement, 'Resource')).includes('*') &&
          list(at(statement, 'Action')).some((action) => scans.has(String(action))),
      );
      expect(scanning.length > 0).toBe(role.id === 'CollectorRole');
      const entering = statements.filter((statement) => list(at(statement, 'Action')).includes('sts:AssumeRole'));
      expect(entering.map((statement) => at(statement, 'Resource', 0, 'Fn::Sub'))).toEqual(
        role.id === 'CollectorRole' ? ['arn:${AWS::Partition}:iam::*:role/dropforge-inventory'] : [],
      );
    }
  });

  it('the role of other accounts lets in to read what the collector’s own may, and nothing else', () => {
    const file = join(import.meta.dirname, '..', '..', 'docs', 'inventory-role.yml');
    // CloudFormation's short tags are none of YAML's own.
    const template = parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
    const [statement] = template.Resources.InventoryRole.Properties.Policies[0].PolicyDocument.Statement;
    expect(statement.Action.toSorted()).toEqual([...scans].sort());
  });

  it('every role is within what IAM takes of inline policies: 10,240 characters', () => {
    for (const role of roles()) {
      const text = list(role.properties.Policies).map((policy) => JSON.stringify(at(policy, 'PolicyDocument')));
      expect(text.join('').length).toBeLessThan(10_240);
    }
  });

  it('only its own queue is read by a function, and only cleanup deletes objects', () => {
    for (const name of stageNames) {
      const id = name.charAt(0).toUpperCase() + name.slice(1);
      const role = stack.get(`${id}Role`);
      const received = statementsOf(role).filter((statement) =>
        list(at(statement, 'Action')).includes('sqs:ReceiveMessage'),
      );
      expect(received.map((statement) => target(at(statement, 'Resource')))).toEqual([`${id}Queue`]);
      expect(actionsOf(role).some((action) => action.startsWith('s3:Delete'))).toBe(name === 'cleanup');
    }
  });

  it('what was uploaded for a job is read by the collector and taken by cleanup, as a request’s files are', () => {
    for (const id of ['CollectorRole', 'CleanupRole']) {
      const statements = statementsOf(stack.get(id));
      const read = statements
        .filter((statement) => list(at(statement, 'Action')).includes('s3:GetObject'))
        .flatMap((statement) => list(at(statement, 'Resource')).map((resource) => at(resource, 'Fn::Sub')));
      expect(read).toContain('${InputBucket.Arn}/uploads/*');
    }
  });

  it('the notifier publishes to its topic alone, and calls webhooks with no secret unless one is named', () => {
    const statements = statementsOf(stack.get('NotifierRole'));
    const publishing = statements.filter((statement) => list(at(statement, 'Action')).includes('sns:Publish'));
    expect(publishing.map((statement) => target(at(statement, 'Resource')))).toEqual(['AlertsTopic']);
    expect(actionsOf(stack.get('NotifierRole')).filter((action) => action.startsWith('ssm:'))).toEqual([]);
    expect(at(stack.get('NotifierLambdaFunction').properties, 'Environment', 'Variables')).toMatchObject({
      TOPIC_CHANNELS: 'EMAIL',
      WEBHOOK_SECRET_PARAMETER: '',
    });
  });

  it('nothing that is for a laptop is packaged: no secret in the clear, no way inside', () => {
    expect(JSON.stringify(stack.template)).not.toMatch(/WEBHOOK_ALLOW|WEBHOOK_SECRET"/);
  });

  it('the data key is used through the services that hold the data, never directly', () => {
    for (const role of roles().filter(({ id }) => !(id in others))) {
      const uses = statementsOf(role).filter((statement) => target(at(statement, 'Resource')) === 'DataKey');
      expect(uses).toHaveLength(1);
      const through = list(at(uses[0], 'Condition', 'StringLike', 'kms:ViaService')).map((name) =>
        String(at(name, 'Fn::Sub')).replace(/\..*/, ''),
      );
      const asked = ['dynamodb', 's3', 'sns'].filter((name) =>
        actionsOf(role).some((action) => action.startsWith(`${name}:`) && !scans.has(action)),
      );
      expect({ role: role.id, through }).toEqual({ role: role.id, through: asked });
    }
  });

  it('a role is assumed by the one service it is for', () => {
    for (const role of roles()) {
      const trusted = list(at(role.properties, 'AssumeRolePolicyDocument', 'Statement')).map((statement) =>
        at(statement, 'Principal', 'Service'),
      );
      expect(trusted).toEqual([others[role.id] ?? 'lambda.amazonaws.com']);
    }
  });
});
