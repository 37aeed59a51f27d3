import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';

const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const pairsIn = (value: JsonValue | undefined): [string, string][] => {
  if (Array.isArray(value)) {
    return value.flatMap((tag): [string, string][] => {
      const key = isObject(tag) ? (text(tag.Key) ?? text(tag.key)) : undefined;
      return isObject(tag) && key !== undefined ? [[key, text(tag.Value) ?? text(tag.value) ?? '']] : [];
    });
  }
  return Object.entries(isObject(value) ? value : {}).flatMap(([key, item]): [string, string][] =>
    typeof item === 'string' ? [[key, item]] : [],
  );
};

/** The tags of a resource as any export shows them: Tags, tags, TagSet, TagList, tags_all; as a list of pairs or a map. */
export const tagsFound = (properties: JsonObject): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(properties).flatMap(([name, value]) =>
      /^tags?(?:set|list|_all)?$/i.test(name) ? pairsIn(value) : [],
    ),
  );

/** Tags by which those that made a resource find it again, and what makes it. */
const makers: readonly (readonly [tag: RegExp, types: RegExp, maker: string])[] = [
  [/^aws:autoscaling:groupName$/, /^AWS::EC2::/, 'an Auto Scaling group launches it'],
  [/^aws:ec2(?:spot)?:fleet-(?:request-)?id$/, /^AWS::EC2::/, 'a fleet launches it'],
  [/^aws:elasticmapreduce:job-flow-id$/, /^AWS::EC2::/, 'an EMR cluster launches it'],
  [
    /^(?:aws:)?eks:(?:cluster-name|nodegroup-name)$/,
    /^AWS::(?:EC2|AutoScaling)::/,
    'Amazon EKS makes it for a cluster',
  ],
  [
    /^karpenter\.sh\/(?:nodepool|nodeclaim|provisioner-name)$/,
    /^AWS::EC2::/,
    'Karpenter launches it for a Kubernetes cluster',
  ],
  [
    /^(?:kubernetes\.io\/(?:created-for\/pvc\/name|service-name)|(?:elbv2|ingress|service|node)\.k8s\.(?:aws|amazonaws\.com)\/.+)$/,
    /^AWS::(?:EC2|ElasticLoadBalancing\w*)::/,
    'a Kubernetes cluster makes it',
  ],
];

/** Names of what every account has without asking for it. */
const builtIn: Readonly<Record<string, RegExp>> = {
  'AWS::AppConfig::DeploymentStrategy': /^AppConfig\./,
  'AWS::Athena::WorkGroup': /^primary$/,
  'AWS::Backup::BackupVault': /^(?:Default|aws\/efs\/automatic-backup-vault)$/,
  'AWS::CodeDeploy::DeploymentConfig': /^CodeDeployDefault\./,
  'AWS::DAX::ParameterGroup': /^default\./,
  'AWS::DocDB::DBClusterParameterGroup': /^default\./,
  'AWS::ECS::CapacityProvider': /^FARGATE(?:_SPOT)?$/,
  'AWS::ElastiCache::ParameterGroup': /^default\./,
  'AWS::ElastiCache::User': /^default$/,
  'AWS::KMS::Alias': /^alias\/aws\//,
  'AWS::MemoryDB::ACL': /^open-access$/,
  'AWS::MemoryDB::ParameterGroup': /^default\./,
  'AWS::MemoryDB::User': /^default$/,
  'AWS::Neptune::DBClusterParameterGroup': /^default\./,
  'AWS::Neptune::DBParameterGroup': /^default\./,
  'AWS::RDS::DBClusterParameterGroup': /^default\./,
  'AWS::RDS::DBParameterGroup': /^default\./,
  'AWS::RDS::OptionGroup': /^default:/,
  'AWS::Redshift::ClusterParameterGroup': /^default\./,
  'AWS::SSM::Document': /^(?:AWS|Amazon)[A-Za-z]*-/,
};

const namesOf = ({ identifiers, properties }: ExportedResource): string[] => [
  ...identifiers,
  ...Object.entries(properties).flatMap(([name, value]) => (/name$/i.test(name) ? (text(value) ?? []) : [])),
];

const flag = (value: JsonValue | undefined): boolean => value === true || value === 'true';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
const interfaceMaker = ({ properties }: ExportedResource): string | undefined => {
  if (flag(properties.RequesterManaged ?? properties.requesterManaged)) return 'a service makes it for itself';
  const attachment = properties.Attachment ?? properties.attachment;
  if (!isObject(attachment)) return undefined;
  const index = attachment.DeviceIndex ?? attachment.deviceIndex;
  const isFirst = index === 0 || index === '0';
  const isEnded = flag(attachment.DeleteOnTermination ?? attachment.deleteOnTermination);
  return isFirst && isEnded ? 'its instance makes it when it is launched' : undefined;
};

/** What images call the volume that they start from. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html */
const rootDevice = /^\/dev\/(sda1|xvda)$/;

const volumeMaker = ({ properties }: ExportedResource): string | undefined => {
  const attachments = properties.Attachments ?? properties.attachments;
  const isRoot =
    Array.isArray(attachments) &&
    attachments.some(
      (each) =>
        isObject(each) &&
        flag(each.DeleteOnTermination ?? each.deleteOnTermination) &&
        rootDevice.test(text(each.Device) ?? text(each.device) ?? ''),
    );
  return isRoot ? 'its instance makes it when it is launched, and ends it' : undefined;
};

const shown: Readonly<Record<string, (resource: ExportedResource) => string | undefined>> = {
  'AWS::EC2::NetworkInterface': interfaceMaker,
  'AWS::EC2::Volume': volumeMaker,
};

/**
 * Who makes a resource that is nobody's to make: a service, a group or a cluster that the template makes, or would interfere with. Undefined if it is
 * a resource like any other, and of what came as a template, whose author knows.
 */
export const maker = (resource: ExportedResource, type: string): string | undefined => {
  const pattern = Object.hasOwn(builtIn, type) ? builtIn[type] : undefined;
  if (pattern && namesOf(resource).some((name) => pattern.test(name))) return 'every account has it';
  const tags = tagsFound(resource.properties);
  for (const [tag, types, by] of makers) {
    if (types.test(type) && [...tags.keys()].some((name) => tag.test(name))) return by;
  }
  return Object.hasOwn(shown, type) ? shown[type]?.(resource) : undefined;
};

/** The stack that a resource belongs to, as CloudFormation tags it. */
export const stackOf = ({ parts }: { readonly parts: readonly ExportedResource[] }): string | undefined =>
  parts
    .map(({ properties }) => tagsFound(properties).get('aws:cloudformation:stack-name'))
    .find((name) => name !== undefined);
