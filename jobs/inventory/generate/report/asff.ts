import type { InventoryFinding, Severity } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';

const labels: Readonly<Record<Severity, string>> = { critical: 'CRITICAL', high: 'HIGH', medium: 'MEDIUM', low: 'LOW' };

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Types */
const costRules = new Set(['ec2-stopped', 'ebs-unattached', 'ebs-gp2', 'ebs-snapshot-orphan', 'eip-idle', 'untagged']);

const typesOf = ({ rule }: InventoryFinding): readonly string[] =>
  costRules.has(rule)
    ? ['Software and Configuration Checks/Industry and Regulatory Standards/Cost Optimization']
    : ['Software and Configuration Checks/AWS Security Best Practices'];

/** ASFF's own names: AwsEc2Instance; what it has no name for is `Other`. https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources-attributes.html */
const resourceTypes: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance': 'AwsEc2Instance',
  'AWS::EC2::Volume': 'AwsEc2Volume',
  'AWS::EC2::EIP': 'AwsEc2Eip',
  'AWS::EC2::SecurityGroup': 'AwsEc2SecurityGroup',
  'AWS::EC2::VPC': 'AwsEc2Vpc',
  'AWS::RDS::DBInstance': 'AwsRdsDbInstance',
  'AWS::RDS::DBCluster': 'AwsRdsDbCluster',
  'AWS::S3::Bucket': 'AwsS3Bucket',
  'AWS::Lambda::Function': 'AwsLambdaFunction',
  'AWS::EKS::Cluster': 'AwsEksCluster',
};

const partitionOf = (arn: string): string => /^arn:(aws[\w-]*):/.exec(arn)?.[1] ?? 'aws';

/** Security Hub's region is where it is told: findings of global services go to the partition's first region. */
const homeRegions: Readonly<Record<string, string>> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

const finding = (each: InventoryFinding, updatedAt: string) => {
  const { resource } = each;
  const partition = partitionOf(resource.arn);
  const region = resource.region === 'global' ? (homeRegions[partition] ?? 'us-east-1') : resource.region;
  return {
    SchemaVersion: '2018-10-08',
    Id: `${resource.arn}/dropforge/${each.rule}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${resource.accountId}:product/${resource.accountId}/default`,
    GeneratorId: `dropforge/${each.rule}`,
    AwsAccountId: resource.accountId,
    Types: typesOf(each),
    CreatedAt: each.firstSeen,
    UpdatedAt: updatedAt,
    Severity: { Label: labels[each.severity] },
    Title: cut(each.title, 256),
    Description: cut(each.why, 1024),
    Remediation: { Recommendation: { Text: cut(each.todo, 512), Url: each.page } },
    ProductFields: {
      'dropforge/rule': each.rule,
      'dropforge/exposure': each.exposure,
      ...(each.due && { 'dropforge/due': each.due }),
    },
    Resources: [
      { Type: resourceTypes[resource.type] ?? 'Other', Id: resource.arn, Partition: partition, Region: region },
    ],
    RecordState: 'ACTIVE',
  };
};

/**
 * findings.asff.json: what `aws securityhub batch-import-findings` takes, 100 at a time. What was fixed is told once more as
 * ARCHIVED, so that Security Hub closes it. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export const asff = ({ findings, fixed, scannedAt }: InventoryReport) => {
  const isOfAccount = ({ resource }: InventoryFinding) => /^\d{12}$/.test(resource.accountId);
  return {
    Findings: [
      ...findings.filter(isOfAccount).map((each) => finding(each, scannedAt)),
      ...fixed.filter(isOfAccount).map((each) => ({ ...finding(each, scannedAt), RecordState: 'ARCHIVED' })),
    ],
  };
};
