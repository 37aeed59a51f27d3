/** What CloudFormation itself can look up, by the property it is for. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html */
const byProperty: readonly (readonly [RegExp, string])[] = [
  [/^VpcIds$/i, 'List<AWS::EC2::VPC::Id>'],
  [/^VpcId$/i, 'AWS::EC2::VPC::Id'],
  [/^Subnet(Id)?s$|SubnetIds$|^VPCZoneIdentifier$/i, 'List<AWS::EC2::Subnet::Id>'],
  [/^SubnetId$/i, 'AWS::EC2::Subnet::Id'],
  [/SecurityGroup(Id)?s$|SecurityGroupMemberships$|^GroupSet$/i, 'List<AWS::EC2::SecurityGroup::Id>'],
  [/SecurityGroupId$/i, 'AWS::EC2::SecurityGroup::Id'],
  [/^ImageId$/i, 'AWS::EC2::Image::Id'],
  [/^KeyName$/i, 'AWS::EC2::KeyPair::KeyName'],
  [/^HostedZoneId$/i, 'AWS::Route53::HostedZone::Id'],
  [/^AvailabilityZones$/i, 'List<AWS::EC2::AvailabilityZone::Name>'],
  [/^AvailabilityZone$/i, 'AWS::EC2::AvailabilityZone::Name'],
];

/** By the format that the engine finds wanted. */
const byFormat: Readonly<Record<string, string>> = {
  'AWS::EC2::SecurityGroup.Id': 'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::SecurityGroup.Name': 'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::VPC.Id': 'AWS::EC2::VPC::Id',
  'AWS::EC2::Image.Id': 'AWS::EC2::Image::Id',
  'AWS::EC2::Subnet.Id': 'AWS::EC2::Subnet::Id',
  'AWS::IAM::Role.Arn': 'String',
};

/** The parameter type for a value of a format; undefined if CloudFormation has none for it. */
export const typeOfFormat = (format: string): string | undefined =>
  Object.hasOwn(byFormat, format) ? byFormat[format] : undefined;

/** Elsewhere an `ImageId` is an alias: `amazonlinux-2023-x86_64` of AWS Cloud9. */
const takesImages = /^AWS::(EC2|AutoScaling)::/;

/** The parameter type for what a property of this name holds on a resource: a list, if `isList`, else one. */
export const typeOfProperty = (property: string, isList: boolean, resourceType = ''): string | undefined => {
  if (/^ImageId$/i.test(property) && !takesImages.test(resourceType)) return undefined;
  const type = byProperty.find(([name]) => name.test(property))?.[1];
  const element = type?.replace(/^List<(.*)>$/, '$1');
  return element && (isList ? `List<${element}>` : element);
};
