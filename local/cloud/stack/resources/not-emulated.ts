import { arn } from '../../place.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

/** Types that a stack may have and a laptop does without, with what that means. A type that is in no list is an error. */
export const notEmulated: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'there are no execution logs',
  'AWS::ApiGateway::Deployment': 'the definition is served as the template has it',
  'AWS::ApiGateway::UsagePlan': 'nothing is throttled or counted',
  'AWS::Bedrock::Agent': 'no model thinks here: the action group can be invoked as a function',
  'AWS::Bedrock::AgentAlias': 'no model thinks here',
  'AWS::CloudWatch::Alarm': 'nobody is alarmed',
  'AWS::CloudWatch::CompositeAlarm': 'nobody is alarmed',
  'AWS::CloudWatch::Dashboard': 'there is nothing to look at',
  'AWS::Cognito::UserPool': 'nobody signs in: callers are known by their access keys, or are all the local user',
  'AWS::Cognito::UserPoolClient': 'nobody signs in',
  'AWS::Cognito::UserPoolDomain': 'nobody signs in',
  'AWS::Cognito::UserPoolGroup': 'nobody signs in',
  'AWS::Cognito::UserPoolResourceServer': 'nobody signs in',
  'AWS::EventSchemas::Registry': 'schemas are in docs/events and schemas/json',
  'AWS::EventSchemas::Schema': 'schemas are in docs/events and schemas/json',
  'AWS::Events::EventBusPolicy': 'permissions are not enforced',
  'AWS::IAM::ManagedPolicy': 'permissions are not enforced',
  'AWS::IAM::Policy': 'permissions are not enforced',
  'AWS::KMS::Alias': 'nothing is encrypted in memory',
  'AWS::KMS::Key': 'nothing is encrypted in memory',
  'AWS::Lambda::EventInvokeConfig': 'nothing is invoked asynchronously',
  'AWS::Lambda::Permission': 'permissions are not enforced',
  'AWS::Lambda::Version': 'there is one version, the packaged one',
  'AWS::Logs::LogGroup': 'lines go to the log file, if there is one',
  'AWS::Logs::MetricFilter': 'lines are not counted',
  'AWS::Logs::QueryDefinition': 'lines are not queried',
  'AWS::Logs::ResourcePolicy': 'permissions are not enforced',
  'AWS::S3::BucketPolicy': 'permissions are not enforced',
  'AWS::SNS::TopicPolicy': 'permissions are not enforced',
  'AWS::SQS::QueuePolicy': 'permissions are not enforced',
  'AWS::Scheduler::ScheduleGroup': 'schedules are not grouped',
  'AWS::WAFv2::LoggingConfiguration': 'requests are not filtered',
  'AWS::WAFv2::WebACL': 'requests are not filtered',
  'AWS::WAFv2::WebACLAssociation': 'requests are not filtered',
  'AWS::XRay::Group': 'nothing is traced',
  'AWS::XRay::SamplingRule': 'nothing is traced',
};

/** The names AWS would take from these properties, so that what refers to a resource that is not there reads well. */
const nameProperties = ['LogGroupName', 'AlarmName', 'AliasName', 'DashboardName', 'Name'];

/** What types call their own id. */
const idAttributes = [
  'Id',
  'AgentId',
  'AgentAliasId',
  'KeyId',
  'DeploymentId',
  'UserPoolId',
  'ClientId',
  'ProviderName',
];

/** Can be referred to, and is otherwise not there. */
export const standIn = (type: string): Kind => ({
  type,
  phase: 'storage',
  standIn: true,
  identity: (naming) => {
    const property = nameProperties.find((name) => naming.property(name) !== undefined) ?? 'Name';
    const name = physicalName(naming, property);
    const service = (type.split('::')[1] ?? '').toLowerCase();
    const Arn = arn(naming.place, service, name);
    return {
      ref: type === 'AWS::Lambda::Version' ? Arn : name,
      attributes: { Arn, Version: '1', ...Object.fromEntries(idAttributes.map((attribute) => [attribute, name])) },
    };
  },
  create: () => undefined,
});
