import { type Asked, type Reply, stubAws } from '#jobs/inventory/testing/stub-aws.ts';

const account = '123456789012';

const hex = (number: number): string => number.toString(16).padStart(17, '0');

const tags = (index: number): string =>
  `<tagSet><item><key>Name</key><value>web-${index}</value></item><item><key>owner</key><value>shop</value></item></tagSet>`;

const instance = (index: number): string => `<item><reservationId>r-${hex(index)}</reservationId><instancesSet><item>
<instanceId>i-${hex(index)}</instanceId><imageId>ami-${hex(index % 20)}</imageId><instanceState><code>16</code><name>running</name></instanceState>
<privateDnsName>ip-10-0-0-1.ec2.internal</privateDnsName><keyName>k</keyName><instanceType>m5.large</instanceType><launchTime>2026-01-02T03:04:05.000Z</launchTime>
<placement><availabilityZone>eu-west-1a</availabilityZone><tenancy>default</tenancy></placement><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId>
<groupSet><item><groupId>sg-${hex(index % 50)}</groupId><groupName>web</groupName></item></groupSet><rootDeviceName>/dev/xvda</rootDeviceName>
<blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-${hex(index)}</volumeId><status>attached</status><deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>
<networkInterfaceSet><item><networkInterfaceId>eni-${hex(index)}</networkInterfaceId><subnetId>subnet-1</subnetId><privateIpAddress>10.0.0.1</privateIpAddress></item></networkInterfaceSet>
<metadataOptions><state>applied</state><httpTokens>optional</httpTokens><httpEndpoint>enabled</httpEndpoint></metadataOptions>${tags(index)}</item></instancesSet></item>`;

const volume = (
  index: number,
): string => `<item><volumeId>vol-${hex(index)}</volumeId><size>20</size><availabilityZone>eu-west-1a</availabilityZone>
<status>in-use</status><createTime>2026-01-02T03:04:05.000Z</createTime><volumeType>gp2</volumeType><encrypted>false</encrypted>
<attachmentSet><item><volumeId>vol-${hex(index)}</volumeId><instanceId>i-${hex(index)}</instanceId><device>/dev/xvda</device><status>attached</status></item></attachmentSet>${tags(index)}</item>`;

const pageOf = (
  { parameters }: Asked,
  total: number,
  size: number,
  set: string,
  item: (index: number) => string,
): Reply => {
  const from = Number(parameters.get('NextToken') ?? 0);
  const to = Math.min(from + size, total);
  const items = Array.from({ length: to - from }, (_, index) => item(from + index)).join('');
  return { body: `<R><${set}>${items}</${set}>${to < total ? `<nextToken>${to}</nextToken>` : ''}</R>` };
};

const identity: Reply = {
  body: `<R><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/u</Arn><Account>${account}</Account></GetCallerIdentityResult></R>`,
};
const credentials: Reply = {
  body: '{"AccessKeyId":"AKIDSTUB","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}',
};

/** An account of so many instances and as many volumes, which answers quickly. */
export const accountOf = (instances: number) =>
  stubAws((asked): Reply => {
    if (asked.path === '/credentials') return credentials;
    if (asked.operation === 'GetCallerIdentity') return identity;
    if (asked.operation === 'DescribeInstances') return pageOf(asked, instances, 1000, 'reservationSet', instance);
    if (asked.operation === 'DescribeVolumes') return pageOf(asked, instances, 500, 'volumeSet', volume);
    return { body: asked.service === 'lambda' || asked.service === 'eks' ? '{}' : '<R/>' };
  });
