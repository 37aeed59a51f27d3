import type { JsonObject, JsonValue } from '#schemas/json.ts';
import type { Live } from '../live.ts';
import { account } from '../made-up.ts';
import { fieldOf, itemsOf, type Tree } from '../tree.ts';
import { type ByHand, namedBy, number, ofType, present, property, show, tagsOf } from './hand.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: a rule by ports, its sources in four lists. */
const permission = (rule: Tree): JsonObject => {
  const at = (name: string) => fieldOf(rule, name);
  const described = (entry: Record<string, JsonValue | undefined>) => [
    present({ ...entry, Description: show(at('Description')) }),
  ];
  const group = at('SourceSecurityGroupId') ?? at('DestinationSecurityGroupId');
  const list = at('SourcePrefixListId') ?? at('DestinationPrefixListId');
  const protocol = String(show(at('IpProtocol')) ?? '-1');
  const names: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', all: '-1' };
  return present({
    IpProtocol: names[protocol] ?? protocol,
    FromPort: number(at('FromPort')),
    ToPort: number(at('ToPort')),
    IpRanges: at('CidrIp') ? described({ CidrIp: show(at('CidrIp')) }) : [],
    Ipv6Ranges: at('CidrIpv6') ? described({ CidrIpv6: show(at('CidrIpv6')) }) : [],
    PrefixListIds: list ? described({ PrefixListId: show(list) }) : [],
    UserIdGroupPairs: group ? described({ GroupId: show(group), UserId: account }) : [],
  });
};

export const securityGroups = (live: readonly Live[]): ByHand => {
  const groups = ofType(live, 'AWS::EC2::SecurityGroup');
  const ingress = ofType(live, 'AWS::EC2::SecurityGroupIngress');
  const egress = ofType(live, 'AWS::EC2::SecurityGroupEgress');
  const apart = (rules: readonly Live[], group: Live) =>
    namedBy(rules, 'GroupId', group.attribute('GroupId')).map(({ properties }) => properties);
  const SecurityGroups = groups.map((group) =>
    present({
      GroupId: group.attribute('GroupId'),
      OwnerId: account,
      GroupName: show(property(group, 'GroupName')) ?? `shop-${group.logicalId}`,
      Description: show(property(group, 'GroupDescription')),
      VpcId: show(property(group, 'VpcId')),
      IpPermissions: [...itemsOf(property(group, 'SecurityGroupIngress')), ...apart(ingress, group)].map(permission),
      IpPermissionsEgress: [...itemsOf(property(group, 'SecurityGroupEgress')), ...apart(egress, group)].map(
        permission,
      ),
      ...tagsOf(group),
    }),
  );
  const taken = new Set([...groups, ...ingress, ...egress]);
  return {
    files: groups.length > 0 ? [{ file: 'ec2/describe-security-groups.json', content: { SecurityGroups } }] : [],
    taken,
    complete: taken,
  };
};

const targets = [
  'GatewayId',
  'NatGatewayId',
  'InstanceId',
  'NetworkInterfaceId',
  'TransitGatewayId',
  'VpcPeeringConnectionId',
  'EgressOnlyInternetGatewayId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'CoreNetworkArn',
];

const route = (one: Live): JsonObject =>
  present({
    DestinationCidrBlock: show(property(one, 'DestinationCidrBlock')),
    DestinationIpv6CidrBlock: show(property(one, 'DestinationIpv6CidrBlock')),
    DestinationPrefixListId: show(property(one, 'DestinationPrefixListId')),
    ...Object.fromEntries(targets.map((name) => [name, show(property(one, name))])),
    Origin: 'CreateRoute',
    State: 'active',
  });

const association = (one: Live, by: string): JsonObject =>
  present({
    Main: false,
    RouteTableAssociationId: `rtbassoc-${one.logicalId}`,
    RouteTableId: show(property(one, 'RouteTableId')),
    [by]: show(property(one, by)),
    AssociationState: { State: 'associated' },
  });

export const routeTables = (live: readonly Live[]): ByHand => {
  const tables = ofType(live, 'AWS::EC2::RouteTable');
  const routes = ofType(live, 'AWS::EC2::Route');
  const subnets = ofType(live, 'AWS::EC2::SubnetRouteTableAssociation');
  const RouteTables = tables.map((table) => {
    const id = table.attribute('RouteTableId');
    const own = namedBy(routes, 'RouteTableId', id);
    for (const each of own) show(property(each, 'RouteTableId'));
    return present({
      RouteTableId: id,
      VpcId: show(property(table, 'VpcId')),
      OwnerId: account,
      Associations: namedBy(subnets, 'RouteTableId', id).map((each) => association(each, 'SubnetId')),
      PropagatingVgws: [],
      Routes: [
        { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
        ...own.map(route),
      ],
      ...tagsOf(table),
    });
  });
  const taken = new Set([...tables, ...routes, ...subnets]);
  return {
    files: tables.length > 0 ? [{ file: 'ec2/describe-route-tables.json', content: { RouteTables } }] : [],
    taken,
    complete: taken,
  };
};

export const internetGateways = (live: readonly Live[]): ByHand => {
  const gateways = ofType(live, 'AWS::EC2::InternetGateway');
  const attachments = ofType(live, 'AWS::EC2::VPCGatewayAttachment');
  const InternetGateways = gateways.map((gateway) => {
    const id = gateway.attribute('InternetGatewayId');
    const own = namedBy(attachments, 'InternetGatewayId', id);
    return {
      InternetGatewayId: id,
      OwnerId: account,
      Attachments: own.map((each) => {
        show(property(each, 'InternetGatewayId'));
        return present({ State: 'available', VpcId: show(property(each, 'VpcId')) });
      }),
      ...tagsOf(gateway),
    };
  });
  const taken = new Set([...gateways, ...attachments]);
  return {
    files: gateways.length > 0 ? [{ file: 'ec2/describe-internet-gateways.json', content: { InternetGateways } }] : [],
    taken,
    complete: taken,
  };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html: the protocol is a number in a string. */
export const networkAcls = (live: readonly Live[]): ByHand => {
  const acls = ofType(live, 'AWS::EC2::NetworkAcl');
  const entries = ofType(live, 'AWS::EC2::NetworkAclEntry');
  const associations = ofType(live, 'AWS::EC2::SubnetNetworkAclAssociation');
  const NetworkAcls = acls.map((acl) => {
    const id = acl.ref;
    return present({
      NetworkAclId: id,
      IsDefault: false,
      OwnerId: account,
      VpcId: show(property(acl, 'VpcId')),
      Associations: namedBy(associations, 'NetworkAclId', id).map((each) =>
        present({
          NetworkAclAssociationId: `aclassoc-${each.logicalId}`,
          NetworkAclId: show(property(each, 'NetworkAclId')),
          SubnetId: show(property(each, 'SubnetId')),
        }),
      ),
      Entries: namedBy(entries, 'NetworkAclId', id).map((each) => {
        show(property(each, 'NetworkAclId'));
        return present({
          RuleNumber: number(property(each, 'RuleNumber')),
          Protocol: String(show(property(each, 'Protocol')) ?? '-1'),
          RuleAction: show(property(each, 'RuleAction')),
          Egress: String(show(property(each, 'Egress')) ?? 'false') === 'true',
          CidrBlock: show(property(each, 'CidrBlock')),
          Ipv6CidrBlock: show(property(each, 'Ipv6CidrBlock')),
          PortRange: show(property(each, 'PortRange')),
          IcmpTypeCode: show(property(each, 'Icmp')),
        });
      }),
      ...tagsOf(acl),
    });
  });
  const taken = new Set([...acls, ...entries, ...associations]);
  return {
    files: acls.length > 0 ? [{ file: 'ec2/describe-network-acls.json', content: { NetworkAcls } }] : [],
    taken,
    complete: taken,
  };
};
