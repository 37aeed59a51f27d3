/** The order in which people read an architecture; a type belongs to the first layer one of whose patterns it matches. */
const layers: readonly { readonly title: string; readonly types: RegExp }[] = [
  {
    title: 'Network',
    types:
      /^AWS::EC2::(?:VPC|Subnet|Route|InternetGateway|EgressOnly|NatGateway|NetworkAcl|EIP|VPN|Customer|Transit|PrefixList|DHCP|FlowLog|CarrierGateway|LocalGateway|Ipam|IPAM)|^AWS::(?:NetworkFirewall|RAM|NetworkManager)::/,
  },
  {
    title: 'Access and keys',
    types:
      /^AWS::EC2::(?:SecurityGroup|KeyPair)|^AWS::(?:IAM|KMS|SecretsManager|SSO|ACMPCA|CertificateManager|Cognito|WAFv2|WAF|GuardDuty|AccessAnalyzer)::/,
  },
  {
    title: 'Storage and databases',
    types:
      /^AWS::EC2::(?:Volume|Snapshot)|^AWS::(?:S3|S3\w+|DynamoDB|DAX|RDS|DocDB|Neptune|ElastiCache|MemoryDB|Redshift|OpenSearchService|Elasticsearch|EFS|FSx|ECR|Backup|Timestream|QLDB|Cassandra|Glue|Athena|LakeFormation|SSM|AppConfig)::/,
  },
  {
    title: 'Messages and events',
    types:
      /^AWS::(?:SQS|SNS|Events|EventSchemas|Pipes|Scheduler|Kinesis|KinesisFirehose|KinesisAnalytics\w*|MSK|AmazonMQ|SES)::/,
  },
  {
    title: 'Observability',
    types: /^AWS::(?:CloudWatch|Logs|XRay|CloudTrail|Config|Synthetics|ApplicationInsights|Oam)::/,
  },
  {
    title: 'Edge and APIs',
    types:
      /^AWS::(?:ElasticLoadBalancing\w*|ApiGateway|ApiGatewayV2|AppSync|CloudFront|Route53\w*|GlobalAccelerator|ServiceDiscovery|VpcLattice|AppMesh)::/,
  },
  {
    title: 'Compute',
    types:
      /^AWS::(?:EC2|AutoScaling|ApplicationAutoScaling|Lambda|ECS|EKS|Batch|AppRunner|StepFunctions|ElasticBeanstalk|Serverless|EMR\w*|SageMaker|Bedrock)::/,
  },
];

/** Log groups and alarms come last, whatever they watch. */
const reading = [
  'Network',
  'Access and keys',
  'Storage and databases',
  'Messages and events',
  'Compute',
  'Edge and APIs',
  'Other',
  'Observability',
];

/** The layer of a resource type, with its place in the order of reading. */
export const layerOf = (type: string): { readonly title: string; readonly rank: number } => {
  const title = layers.find(({ types }) => types.test(type))?.title ?? 'Other';
  return { title, rank: reading.indexOf(title) };
};

/** The title of the layer at a place in the order of reading. */
export const layerTitle = (rank: number): string => reading[rank] ?? 'Other';
