/**
 * A network of the functions' own, off by default. With `vpc=true` the stack makes one without any route to the internet: AWS is reached
 * through endpoints, and nothing else is. With vpcSubnetIds and vpcSecurityGroupIds the functions go where they say. docs/security.md
 */
import { messageKey } from './key.js';
import { service } from './names.js';
import { isOn, listOf, refuse } from './read-param.js';

const sub = (text) => ({ 'Fn::Sub': text });
const ref = (logicalId) => ({ Ref: logicalId });
const arn = (logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const tags = [{ Key: 'Name', Value: service }];

const idsOf = async (name, pattern, resolveVariable) => {
  const ids = listOf(await resolveVariable(`param:${name}`));
  const wrong = ids.find((id) => !pattern.test(id));
  if (wrong) throw refuse(`${name} holds what is no id: ${wrong}`);
  return ids;
};

const givenOf = async (resolveVariable) => {
  const subnetIds = await idsOf('vpcSubnetIds', /^subnet-[0-9a-f]+$/, resolveVariable);
  const securityGroupIds = await idsOf('vpcSecurityGroupIds', /^sg-[0-9a-f]+$/, resolveVariable);
  if (subnetIds.length > 0 !== securityGroupIds.length > 0)
    throw refuse('vpcSubnetIds and vpcSecurityGroupIds go together: give both or neither');
  return subnetIds.length > 0 ? { subnetIds, securityGroupIds } : undefined;
};

/** What would time out for want of a way out is refused before it is deployed. */
const needsTheInternet = async (resolveVariable) => {
  if (await isOn('inventoryEnabled', resolveVariable))
    return 'a scan calls every service in every region: --param inventoryEnabled=false';
  if (String(await resolveVariable('param:webhookSecret')) !== '') return 'webhooks go to hosts of others';
  return undefined;
};

const isOwn = async (resolveVariable) => {
  if (!(await isOn('vpc', resolveVariable))) return false;
  if (await givenOf(resolveVariable))
    throw refuse('vpc=true makes a network, and vpcSubnetIds names another: give one of the two');
  const reason = await needsTheInternet(resolveVariable);
  if (reason)
    throw refuse(`The network of vpc=true has no way to the internet, and ${reason}. Or name subnets that have one`);
  return true;
};

const subnets = ['SubnetA', 'SubnetB'];

/** Where functions run, as the framework takes it, or undefined: in Lambda's own network. */
export const functionNetwork = async ({ resolveVariable }) =>
  (await isOwn(resolveVariable))
    ? { subnetIds: subnets.map(ref), securityGroupIds: [ref('FunctionSecurityGroup')] }
    : givenOf(resolveVariable);

/** Lambda ties its network interfaces in the function's name; the function's own code may not. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
export const networkStatements = (network, name) => {
  if (!network) return [];
  const Action = ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'];
  const own = `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${service}-${name}`;
  return [
    { Sid: 'JoinNetwork', Action, Resource: '*' },
    {
      Sid: 'LeaveNetworkToLambda',
      Effect: 'Deny',
      Action,
      Resource: '*',
      Condition: { ArnEquals: { 'lambda:SourceFunctionArn': sub(own) } },
    },
  ];
};

const vpc = {
  Type: 'AWS::EC2::VPC',
  Properties: { CidrBlock: '10.83.0.0/24', EnableDnsSupport: true, EnableDnsHostnames: true, Tags: tags },
};

const subnet = (index) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: {
    VpcId: ref('Vpc'),
    CidrBlock: `10.83.0.${index * 128}/25`,
    AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
    MapPublicIpOnLaunch: false,
    Tags: tags,
  },
});

const association = (subnetId) => ({
  Type: 'AWS::EC2::SubnetRouteTableAssociation',
  Properties: { SubnetId: ref(subnetId), RouteTableId: ref('RouteTable') },
});

const securityGroup = (GroupDescription, rules) => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: { VpcId: ref('Vpc'), GroupDescription, Tags: tags, ...rules },
});

const https = (Description, other) => ({ Description, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...other });

const groups = {
  FunctionSecurityGroup: securityGroup('Functions: nobody reaches them, they speak HTTPS', {
    SecurityGroupEgress: [https('Endpoints are all that there is a route to', { CidrIp: '0.0.0.0/0' })],
  }),
  EndpointSecurityGroup: securityGroup('Endpoints: functions reach them', {
    SecurityGroupIngress: [https('Functions', { SourceSecurityGroupId: ref('FunctionSecurityGroup') })],
    SecurityGroupEgress: [https('Nothing but this network', { CidrIp: '10.83.0.0/24' })],
  }),
};

const endpointPolicy = (Resource) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource,
      Condition: { StringEquals: { 'aws:PrincipalAccount': ref('AWS::AccountId') } },
    },
  ],
});

const endpoint = (name, own) => ({
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: { VpcId: ref('Vpc'), ServiceName: sub(`com.amazonaws.\${AWS::Region}.${name}`), ...own },
});

/** Through these, data goes to this stage's buckets and tables and to nobody else's. */
const gateways = {
  S3Endpoint: endpoint('s3', {
    VpcEndpointType: 'Gateway',
    RouteTableIds: [ref('RouteTable')],
    PolicyDocument: endpointPolicy(
      ['InputBucket', 'OutputBucket', 'ArchiveBucket'].flatMap((id) => [arn(id), sub(`\${${id}.Arn}/*`)]),
    ),
  }),
  DynamoDbEndpoint: endpoint('dynamodb', {
    VpcEndpointType: 'Gateway',
    RouteTableIds: [ref('RouteTable')],
    PolicyDocument: endpointPolicy(
      ['JobsTable', 'InventoryTable'].flatMap((id) => [arn(id), sub(`\${${id}.Arn}/index/*`)]),
    ),
  }),
};

const interfaceEndpoint = (name) =>
  endpoint(name, {
    VpcEndpointType: 'Interface',
    PrivateDnsEnabled: true,
    SubnetIds: subnets.map(ref),
    SecurityGroupIds: [ref('EndpointSecurityGroup')],
    PolicyDocument: endpointPolicy('*'),
  });

/** What functions call besides, by the parameter that makes them. Logs and traces Lambda itself takes. */
const called = async (resolveVariable) => {
  const model = await isOn('modelEnabled', resolveVariable);
  return {
    SqsEndpoint: interfaceEndpoint('sqs'),
    SnsEndpoint: interfaceEndpoint('sns'),
    EventsEndpoint: interfaceEndpoint('events'),
    ...(model && { BedrockEndpoint: interfaceEndpoint('bedrock-runtime') }),
    ...((model || String(await resolveVariable('param:inventoryExceptions')) !== '') && {
      SsmEndpoint: interfaceEndpoint('ssm'),
    }),
  };
};

const flowLogs = (days, key) => ({
  FlowLogGroup: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: `/aws/vpc/${service}`, RetentionInDays: days, ...(key && { KmsKeyId: key }) },
  },
  FlowLogRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      Description: `By which the network of ${service} writes who spoke to whom`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'flow-logs',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
                Resource: arn('FlowLogGroup'),
              },
            ],
          },
        },
      ],
    },
  },
  FlowLog: {
    Type: 'AWS::EC2::FlowLog',
    Properties: {
      ResourceId: ref('Vpc'),
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: ref('FlowLogGroup'),
      DeliverLogsPermissionArn: arn('FlowLogRole'),
      Tags: tags,
    },
  },
});

export const resources = async ({ resolveVariable }) => {
  if (!(await isOwn(resolveVariable))) return { Resources: {} };
  return {
    Resources: {
      Vpc: vpc,
      SubnetA: subnet(0),
      SubnetB: subnet(1),
      RouteTable: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc'), Tags: tags } },
      ...Object.fromEntries(subnets.map((id) => [`${id}Routes`, association(id)])),
      ...groups,
      ...gateways,
      ...(await called(resolveVariable)),
      ...flowLogs(Number(await resolveVariable('param:logRetentionDays')), await messageKey({ resolveVariable })),
    },
  };
};
