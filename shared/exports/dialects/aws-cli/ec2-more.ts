import type { Row } from './row.ts';

const telling = (
  command: string,
  at: string,
  type: string,
  ids: readonly string[],
  ...has: readonly string[]
): Row => ({
  command: `ec2 ${command}`,
  at,
  type: `AWS::EC2::${type}`,
  ids,
  has: has.length > 0 ? has : ids,
});

/** A part of a resource that is told by an attribute's name: what the command's `--attribute` asked for. */
const attribute = (command: string, type: string, id: string, name: string): Row => ({
  command: `ec2 ${command}`,
  at: name,
  type: `AWS::EC2::${type}`,
  ids: [`/${id}`],
  when: (_, root) => id in root && !('VpcId' in root && type !== 'VPC'),
  under: `/${name}`,
});

/** Networking beyond a VPC, and fleets: what CloudFormation calls otherwise than `aws ec2` does. */
export const ec2More: readonly Row[] = [
  telling('describe-fleets', 'Fleets[]', 'EC2Fleet', ['FleetId'], 'FleetId', 'TargetCapacitySpecification'),
  telling(
    'describe-spot-fleet-requests',
    'SpotFleetRequestConfigs[]',
    'SpotFleet',
    ['SpotFleetRequestId'],
    'SpotFleetRequestId',
    'SpotFleetRequestConfig',
  ),
  telling(
    'describe-client-vpn-authorization-rules',
    'AuthorizationRules[]',
    'ClientVpnAuthorizationRule',
    ['ClientVpnEndpointId'],
    'ClientVpnEndpointId',
    'DestinationCidr',
  ),
  telling(
    'describe-client-vpn-routes',
    'Routes[]',
    'ClientVpnRoute',
    ['ClientVpnEndpointId'],
    'ClientVpnEndpointId',
    'DestinationCidr',
  ),
  telling(
    'describe-client-vpn-target-networks',
    'ClientVpnTargetNetworks[]',
    'ClientVpnTargetNetworkAssociation',
    ['AssociationId'],
    'AssociationId',
    'ClientVpnEndpointId',
  ),
  telling(
    'describe-vpc-endpoint-service-configurations',
    'ServiceConfigurations[]',
    'VPCEndpointService',
    ['ServiceId', 'ServiceName'],
    'ServiceId',
    'ServiceName',
    'AcceptanceRequired',
  ),
  telling(
    'get-transit-gateway-multicast-domain-associations',
    'MulticastDomainAssociations[]',
    'TransitGatewayMulticastDomainAssociation',
    ['TransitGatewayAttachmentId'],
    'TransitGatewayAttachmentId',
    'Subnet',
  ),
  telling(
    'get-transit-gateway-route-table-associations',
    'Associations[]',
    'TransitGatewayRouteTableAssociation',
    ['TransitGatewayAttachmentId'],
    'TransitGatewayAttachmentId',
    'ResourceType',
  ),
  telling(
    'get-transit-gateway-route-table-propagations',
    'TransitGatewayRouteTablePropagations[]',
    'TransitGatewayRouteTablePropagation',
    ['TransitGatewayAttachmentId'],
    'TransitGatewayAttachmentId',
    'ResourceType',
  ),
  telling(
    'describe-transit-gateway-peering-attachments',
    'TransitGatewayPeeringAttachments[]',
    'TransitGatewayPeeringAttachment',
    ['TransitGatewayAttachmentId'],
    'TransitGatewayAttachmentId',
    'RequesterTgwInfo',
  ),
  telling(
    'describe-instance-credit-specifications',
    'InstanceCreditSpecifications[]',
    'Instance',
    ['InstanceId'],
    'InstanceId',
    'CpuCredits',
  ),
  ...['Groups', 'SourceDestCheck', 'Description'].map((name) =>
    attribute('describe-network-interface-attribute', 'NetworkInterface', 'NetworkInterfaceId', name),
  ),
];
