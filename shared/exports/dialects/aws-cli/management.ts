import { isObject, type JsonValue } from '#schemas/json.ts';
import { entry } from '../../../entry.ts';
import type { Row } from './row.ts';

/** A namespace says by its type which of three resource types it is. */
const namespaces: Readonly<Record<string, string>> = {
  HTTP: 'AWS::ServiceDiscovery::HttpNamespace',
  DNS_PRIVATE: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
  DNS_PUBLIC: 'AWS::ServiceDiscovery::PublicDnsNamespace',
};

const namespaceOf = ({ Type }: { readonly Type?: JsonValue }) => entry(namespaces, String(Type));

const interfaces: Readonly<Record<string, string>> = {
  private: 'AWS::DirectConnect::PrivateVirtualInterface',
  public: 'AWS::DirectConnect::PublicVirtualInterface',
  transit: 'AWS::DirectConnect::TransitVirtualInterface',
};

const directories: Readonly<Record<string, string>> = {
  MicrosoftAD: 'AWS::DirectoryService::MicrosoftAD',
  SimpleAD: 'AWS::DirectoryService::SimpleAD',
};

const ruleName = (root: JsonValue): readonly string[] =>
  isObject(root) && isObject(root.rule) && typeof root.rule.ruleName === 'string' ? [root.rule.ruleName] : [];

/** What CloudFormation calls otherwise than its service, and what has too little of its own to be told by its structure. */
export const management: readonly Row[] = [
  {
    command: 'servicediscovery list-namespaces',
    at: 'Namespaces[]',
    type: namespaceOf,
    ids: ['Id', 'Arn', 'Name'],
    has: ['Id', 'Name', 'Type'],
  },
  {
    command: 'servicediscovery get-namespace',
    at: 'Namespace',
    type: namespaceOf,
    ids: ['Id', 'Arn', 'Name'],
    has: ['Id', 'Name', 'Type'],
  },
  {
    command: 'directconnect describe-virtual-interfaces',
    at: 'virtualInterfaces[]',
    type: ({ virtualInterfaceType }) => entry(interfaces, String(virtualInterfaceType)),
    ids: ['virtualInterfaceId'],
    has: ['virtualInterfaceId', 'virtualInterfaceType'],
  },
  {
    command: 'ds describe-directories',
    at: 'DirectoryDescriptions[]',
    type: ({ Type }) => entry(directories, String(Type)),
    ids: ['DirectoryId'],
    has: ['DirectoryId', 'Type'],
  },
  {
    command: 'application-autoscaling describe-scheduled-actions',
    at: 'ScheduledActions[]',
    type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    ids: ['ResourceId'],
    has: ['ResourceId', 'ScalableDimension', 'ScheduledActionName'],
    under: '/ScheduledActions/0',
  },
  {
    command: 'autoscaling describe-notification-configurations',
    at: 'NotificationConfigurations[]',
    type: 'AWS::AutoScaling::AutoScalingGroup',
    ids: ['AutoScalingGroupName'],
    has: ['AutoScalingGroupName', 'NotificationType', 'TopicARN'],
    under: '/NotificationConfigurations/0',
  },
  {
    command: 'budgets describe-budgets',
    at: 'Budgets[]',
    type: 'AWS::Budgets::Budget',
    ids: ['BudgetName'],
    has: ['BudgetName', 'BudgetType', 'TimeUnit'],
    under: '/Budget',
  },
  {
    command: 'budgets describe-budget',
    at: 'Budget',
    type: 'AWS::Budgets::Budget',
    ids: ['BudgetName'],
    has: ['BudgetName', 'BudgetType', 'TimeUnit'],
    under: '/Budget',
  },
  {
    command: 'iot get-topic-rule',
    at: '',
    type: 'AWS::IoT::TopicRule',
    ids: (root) => [...ruleName(root), ...(isObject(root) ? [String(root.ruleArn)] : [])],
    has: ['ruleArn', 'rule'],
  },
  {
    command: 'ssm get-patch-baseline',
    at: '',
    type: 'AWS::SSM::PatchBaseline',
    ids: ['BaselineId'],
    has: ['BaselineId', 'Name', 'OperatingSystem'],
  },
  {
    command: 'ssm describe-maintenance-windows',
    at: 'WindowIdentities[]',
    type: 'AWS::SSM::MaintenanceWindow',
    ids: ['WindowId'],
    has: ['WindowId', 'Name', 'Cutoff'],
  },
  {
    command: 'ssm get-document',
    at: '',
    type: 'AWS::SSM::Document',
    ids: ['Name'],
    has: ['Name', 'DocumentVersion', 'Content', 'DocumentType'],
  },
  {
    command: 'ssm describe-document',
    at: 'Document',
    type: 'AWS::SSM::Document',
    ids: ['Name'],
    has: ['Name', 'DocumentVersion', 'DocumentFormat'],
  },
  {
    command: 'codedeploy get-application',
    at: 'application',
    type: 'AWS::CodeDeploy::Application',
    ids: ['applicationName', 'applicationId'],
    has: ['applicationName', 'applicationId', 'linkedToGitHub'],
  },
  {
    command: 'codedeploy batch-get-applications',
    at: 'applicationsInfo[]',
    type: 'AWS::CodeDeploy::Application',
    ids: ['applicationName', 'applicationId'],
    has: ['applicationName', 'applicationId', 'linkedToGitHub'],
  },
  {
    command: 'codedeploy get-deployment-config',
    at: 'deploymentConfigInfo',
    type: 'AWS::CodeDeploy::DeploymentConfig',
    ids: ['deploymentConfigName'],
    has: ['deploymentConfigName', 'deploymentConfigId'],
    skip: ({ deploymentConfigName }) =>
      String(deploymentConfigName).startsWith('CodeDeployDefault.')
        ? 'a configuration that CodeDeploy has for everyone'
        : undefined,
  },
  {
    command: 'elasticbeanstalk describe-applications',
    at: 'Applications[]',
    type: 'AWS::ElasticBeanstalk::Application',
    ids: ['ApplicationName', 'ApplicationArn'],
    has: ['ApplicationName', 'ConfigurationTemplates'],
  },
  {
    command: 'signer list-signing-profiles',
    at: 'profiles[]',
    type: 'AWS::Signer::SigningProfile',
    ids: ['profileName', 'arn'],
    has: ['profileName', 'platformId'],
  },
  {
    command: 'signer get-signing-profile',
    at: '',
    type: 'AWS::Signer::SigningProfile',
    ids: ['profileName', 'arn'],
    has: ['profileName', 'platformId'],
  },
  {
    command: 'servicediscovery list-instances',
    at: 'Instances[]',
    type: 'AWS::ServiceDiscovery::Instance',
    ids: ['Id'],
    has: ['Id', 'Attributes'],
    parent: { type: 'AWS::ServiceDiscovery::Service', property: 'ServiceId' },
  },
  {
    command: 'servicediscovery get-instance',
    at: 'Instance',
    type: 'AWS::ServiceDiscovery::Instance',
    ids: ['Id'],
    has: ['Id', 'Attributes'],
    parent: { type: 'AWS::ServiceDiscovery::Service', property: 'ServiceId' },
  },
  {
    command: 'guardduty get-ip-set',
    at: '',
    type: 'AWS::GuardDuty::IPSet',
    ids: ['Name'],
    has: ['Name', 'Location', 'Format', 'Status'],
    parent: { type: 'AWS::GuardDuty::Detector', property: 'DetectorId' },
  },
  {
    command: 'shield describe-drt-access',
    at: '',
    type: 'AWS::Shield::DRTAccess',
    ids: ['RoleArn'],
    has: ['RoleArn', 'LogBucketList'],
  },
  {
    command: 'lakeformation list-resources',
    at: 'ResourceInfoList[]',
    type: 'AWS::LakeFormation::Resource',
    ids: ['ResourceArn'],
    has: ['ResourceArn', 'RoleArn'],
  },
  {
    command: 'lakeformation list-permissions',
    at: 'PrincipalResourcePermissions[]',
    type: 'AWS::LakeFormation::Permissions',
    ids: (item) => [JSON.stringify(item)],
    has: ['Principal', 'Resource', 'Permissions'],
  },
  {
    command: 'lakeformation get-lf-tag',
    at: '',
    type: 'AWS::LakeFormation::Tag',
    ids: ['TagKey'],
    has: ['TagKey', 'TagValues', 'CatalogId'],
  },
  {
    command: 's3control get-access-point',
    at: '',
    type: 'AWS::S3::AccessPoint',
    ids: ['Name', 'AccessPointArn', 'Alias'],
    has: ['Name', 'Bucket', 'NetworkOrigin'],
  },
  {
    command: 's3control list-access-points',
    at: 'AccessPointList[]',
    type: 'AWS::S3::AccessPoint',
    ids: ['Name', 'AccessPointArn', 'Alias'],
    has: ['Name', 'Bucket', 'NetworkOrigin'],
  },
  {
    command: 'guardduty get-detector',
    at: '',
    type: 'AWS::GuardDuty::Detector',
    ids: [],
    has: ['Status', 'ServiceRole', 'FindingPublishingFrequency'],
  },
  {
    command: 'fms get-notification-channel',
    at: '',
    type: 'AWS::FMS::NotificationChannel',
    ids: ['SnsTopicArn'],
    has: ['SnsTopicArn', 'SnsRoleName'],
  },
  {
    command: 'route53resolver list-firewall-rules',
    at: 'FirewallRules[]',
    type: 'AWS::Route53Resolver::FirewallRuleGroup',
    ids: ['FirewallRuleGroupId'],
    has: ['FirewallRuleGroupId', 'FirewallDomainListId'],
    value: ({ FirewallRuleGroupId, ...rule }) => rule,
    under: '/FirewallRules/0',
  },
];
