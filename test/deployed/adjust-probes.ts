import { isObject, type JsonValue } from '#schemas/json.ts';
import type { TemplateResource } from '#shared/cloudformation/template.ts';

const describesBus = (statement: JsonValue): boolean =>
  isObject(statement) && JSON.stringify(statement.Action ?? null).includes('"events:DescribeEventBus"');

const asRule = { 'Fn::Sub': 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:rule/default/${EventBus}' };

const withRule = (statement: JsonValue): JsonValue =>
  isObject(statement) && describesBus(statement)
    ? { ...statement, Resource: [statement.Resource ?? [], asRule].flat() }
    : statement;

const mapStatements = (policy: JsonValue): JsonValue => {
  if (!isObject(policy) || !isObject(policy.PolicyDocument)) return policy;
  const { Statement } = policy.PolicyDocument;
  if (!Array.isArray(Statement)) return policy;
  return { ...policy, PolicyDocument: { ...policy.PolicyDocument, Statement: Statement.map(withRule) } };
};

/** MiniStack takes the bus that DescribeEventBus asks about for a rule of the default bus, and judges by that. */
export const withBusAsRule = (resource: TemplateResource): TemplateResource => {
  const policies = resource.Properties?.Policies;
  if (resource.Type !== 'AWS::IAM::Role' || !Array.isArray(policies)) return resource;
  return { ...resource, Properties: { ...resource.Properties, Policies: policies.map(mapStatements) } };
};
