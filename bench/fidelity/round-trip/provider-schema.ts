import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import { bare } from './likeness.ts';
import { type Shape, structure, text } from './shape.ts';

/** A resource type of Terraform's AWS provider: what can be set, and what is only known afterwards. */
export type ProviderType = { readonly name: string; readonly shape: Shape; readonly computed: readonly string[] };

const number: Shape = { kind: 'scalar', scalar: 'number' };
const boolean: Shape = { kind: 'scalar', scalar: 'boolean' };

const simple: Readonly<Record<string, Shape>> = {
  string: text,
  number,
  boolean,
  stringList: { kind: 'list', item: () => text },
  numberList: { kind: 'list', item: () => number },
  stringMap: { kind: 'map', value: () => text },
  numberMap: { kind: 'map', value: () => number },
  booleanMap: { kind: 'map', value: () => boolean },
};

const attribute =
  /^\s{12,16}(\w+): \{\n\s+value: ([^\n]*),\n\s+isBlock: (?:true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",/gm;
const nestedAttribute =
  /^\s{8}(\w+): \{\n\s+value: ([^\n]*),\n\s+isBlock: (?:true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",/gm;

const membersIn = (
  source: string,
  pattern: RegExp,
  blocks: (name: string) => Shape | undefined,
): Map<string, Shape> => {
  const members = new Map<string, Shape>();
  for (const [, name = '', value = '', , storage = ''] of source.matchAll(pattern)) {
    const block = /(\w+)ToHclTerraform/.exec(value.replaceAll('cdktf.', 'cdktf_'))?.[1] ?? '';
    const inner = block.startsWith('cdktf_') ? undefined : blocks(block);
    // State files keep a block as a list, even where there can be but one.
    const shape: Shape | undefined = Object.hasOwn(simple, storage)
      ? simple[storage]
      : inner && { kind: 'list', item: () => inner };
    if (shape && name !== 'timeouts') members.set(name, shape);
  }
  return members;
};

const read = (source: string, name: string): ProviderType => {
  const functions = new Map(
    [...source.matchAll(/^function (\w+)ToHclTerraform\(struct\) \{([\s\S]*?)^\}/gm)].map(
      ([, block = '', body = '']) => [block, body],
    ),
  );
  const blocks = (block: string): Shape | undefined => {
    const body = functions.get(block);
    if (body === undefined) return undefined;
    return { kind: 'structure', name: block, members: () => membersIn(body, nestedAttribute, blocks) };
  };
  const own = /synthesizeHclAttributes\(\) \{([\s\S]*?)^ {4}\}/m.exec(source)?.[1] ?? '';
  const members = membersIn(own, attribute, blocks);
  const computed = [...source.matchAll(/^ {4}get \w+\(\) \{\n\s+return this\.getStringAttribute\('(\w+)'\);/gm)].map(
    ([, each = '']) => each,
  );
  return {
    name,
    shape: structure(name, members),
    computed: [...new Set(computed)].filter((each) => !members.has(each)),
  };
};

/** Names of the provider that no rule leads to. https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
const otherNames: Readonly<Record<string, string>> = {
  'AWS::ElasticLoadBalancing::LoadBalancer': 'elb',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'lb',
  'AWS::CloudWatch::Alarm': 'cloudwatch_metric_alarm',
  'AWS::RDS::DBInstance': 'db_instance',
  'AWS::EC2::SubnetRouteTableAssociation': 'route_table_association',
  'AWS::EC2::VPCDHCPOptionsAssociation': 'vpc_dhcp_options_association',
  'AWS::EC2::DHCPOptions': 'vpc_dhcp_options',
  'AWS::EC2::NetworkAclEntry': 'network_acl_rule',
  'AWS::EC2::SubnetNetworkAclAssociation': 'network_acl_association',
  'AWS::EC2::Volume': 'ebs_volume',
  'AWS::EC2::VPCGatewayAttachment': 'internet_gateway_attachment',
  'AWS::IAM::ManagedPolicy': 'iam_policy',
  'AWS::SNS::Subscription': 'sns_topic_subscription',
  'AWS::Route53::HostedZone': 'route53_zone',
  'AWS::Route53::RecordSet': 'route53_record',
  'AWS::AutoScaling::AutoScalingGroup': 'autoscaling_group',
  'AWS::AutoScaling::ScalingPolicy': 'autoscaling_policy',
  'AWS::AutoScaling::ScheduledAction': 'autoscaling_schedule',
  'AWS::CodePipeline::Pipeline': 'codepipeline',
  'AWS::CertificateManager::Certificate': 'acm_certificate',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'appautoscaling_target',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'appautoscaling_policy',
  'AWS::KinesisFirehose::DeliveryStream': 'kinesis_firehose_delivery_stream',
  'AWS::Cognito::UserPoolClient': 'cognito_user_pool_client',
  'AWS::Glue::Database': 'glue_catalog_database',
  'AWS::Glue::Table': 'glue_catalog_table',
  'AWS::CloudTrail::Trail': 'cloudtrail',
  'AWS::Elasticsearch::Domain': 'elasticsearch_domain',
  'AWS::Config::DeliveryChannel': 'config_delivery_channel',
};

const services: Readonly<Record<string, readonly string[]>> = {
  EC2: ['', 'ec2', 'vpc'],
  ElasticLoadBalancingV2: ['lb', ''],
  RDS: ['rds', 'db'],
  Events: ['cloudwatch_event'],
  Logs: ['cloudwatch_log', 'cloudwatch'],
  StepFunctions: ['sfn'],
  AutoScaling: ['autoscaling', ''],
  ElastiCache: ['elasticache'],
  OpenSearchService: ['opensearch'],
};

/** Reads the schema of Terraform's AWS provider from an unpacked `@cdktf/provider-aws`, which is made of it. */
export const openProvider = (folder: string) => {
  const lib = join(folder, 'lib');
  const folders = existsSync(lib) ? readdirSync(lib).filter((each) => !each.startsWith('data-aws-')) : [];
  const byBare = new Map(folders.map((each) => [bare(each), each]));
  const known = new Map<string, ProviderType>();
  const load = (name: string): ProviderType | undefined => {
    const there = byBare.get(bare(name));
    if (there === undefined) return undefined;
    const file = join(lib, there, 'index.js');
    const type = known.get(there) ?? read(readFileSync(file, 'utf8'), there.replaceAll('-', '_'));
    known.set(there, type);
    return type;
  };
  return {
    available: folders.length > 0,
    load,
    of({ type, name }: ResourceType): ProviderType | undefined {
      const service = type.split('::')[1] ?? '';
      const named = Object.hasOwn(otherNames, type) ? otherNames[type] : undefined;
      const prefixes = Object.hasOwn(services, service) ? (services[service] ?? []) : [service];
      const guesses = named === undefined ? prefixes.map((prefix) => prefix + name) : [named];
      const found = guesses.find((each) => byBare.has(bare(each)));
      return found === undefined ? undefined : load(found);
    },
    /** The types that the provider parts from another: s3_bucket_versioning of s3_bucket. */
    partsOf: ({ name }: ProviderType): readonly ProviderType[] =>
      folders
        .filter((each) => each.startsWith(`${name.replaceAll('_', '-')}-`))
        .map(load)
        .filter((each) => each !== undefined),
  };
};

export type Provider = ReturnType<typeof openProvider>;
