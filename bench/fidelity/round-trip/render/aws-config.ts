import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Models } from '../botocore.ts';
import type { Live } from '../live.ts';
import { account, region } from '../made-up.ts';
import type { Shape } from '../shape.ts';
import { shownObject } from '../tree.ts';
import { describedBy, partsOf, placeOf } from './aws-cli.ts';
import { readOnlyOf } from './cloud-control.ts';
import type { Renderer } from './dialect.ts';

/**
 * Types whose configuration is the service's own answer in camel case; the configuration of all others is what the registry's read handler returns,
 * in CloudFormation's names. https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
const byApi =
  /^AWS::(EC2::(VPC|Subnet|Instance|Volume|NatGateway|VPCEndpoint|EIP|CustomerGateway|VPNConnection|VPNGateway|NetworkInterface|FlowLog)|S3::Bucket|RDS::(DBInstance|DBCluster|DBSubnetGroup)|Lambda::Function|DynamoDB::Table|ElasticLoadBalancingV2::LoadBalancer|ElasticLoadBalancing::LoadBalancer|AutoScaling::(AutoScalingGroup|LaunchConfiguration)|CloudWatch::Alarm|CodeBuild::Project|CodePipeline::Pipeline|CloudFront::Distribution|Redshift::Cluster|KMS::Key|SecretsManager::Secret|CertificateManager::Certificate)$/;

const lowered = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** Camel case where the shape has members; keys that are data stay. */
const camel = (value: JsonValue, shape: Shape | undefined): JsonValue => {
  if (Array.isArray(value)) {
    const item = shape?.kind === 'list' ? shape.item() : undefined;
    return value.map((each: JsonValue) => camel(each, item));
  }
  if (!isObject(value)) return value;
  const members = shape?.kind === 'structure' ? shape.members() : undefined;
  const inner = shape?.kind === 'map' ? shape.value() : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      inner ? name : lowered(name),
      camel(child ?? null, inner ?? members?.get(name)),
    ]),
  );
};

/** What Config calls the parts of a bucket. */
const supplements: Readonly<Record<string, string>> = {
  'get-bucket-versioning': 'BucketVersioningConfiguration',
  'get-bucket-logging': 'BucketLoggingConfiguration',
  'get-bucket-website': 'BucketWebsiteConfiguration',
  'get-public-access-block': 'PublicAccessBlockConfiguration',
  'get-bucket-encryption': 'ServerSideEncryptionConfiguration',
};

const nounOf = (command: string) =>
  command
    .replace(/^(get|describe|list)-/, '')
    .replaceAll(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

const itemOf = (live: Live, models: Models): JsonObject => {
  const { type } = live;
  const place = byApi.test(type.type) ? placeOf(live, models) : undefined;
  const described = place && describedBy(live, place);
  const parts = described ? partsOf(live, models) : [];
  const configuration = described
    ? camel(described.value, described.place.shape)
    : { ...shownObject(live.properties), ...readOnlyOf(live) };
  const arn = type.attributes.find((name) => name === 'Arn' || name === `${type.name}Arn`);
  return {
    version: '1.3',
    accountId: account,
    configurationItemCaptureTime: '2026-10-01T08:00:00.000Z',
    configurationItemStatus: 'ResourceDiscovered',
    resourceType: type.type,
    resourceId: live.ref,
    ...(arn === undefined ? {} : { ARN: live.attribute(arn) }),
    awsRegion: region,
    configuration: JSON.stringify(configuration),
    supplementaryConfiguration: Object.fromEntries(
      parts.map(({ command, content, output }) => [
        supplements[command] ?? nounOf(command),
        JSON.stringify(camel(content, output)),
      ]),
    ),
    tags: {},
  };
};

/** A configuration snapshot. https://docs.aws.amazon.com/config/latest/developerguide/deliver-snapshot-cli.html */
export const awsConfig =
  (models: Models): Renderer =>
  (live) => [
    {
      file: 'snapshot.json',
      content: {
        fileVersion: '1.0',
        configSnapshotId: 'snapshot',
        configurationItems: live.map((each) => itemOf(each, models)),
      },
    },
  ];
