import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { configured, said } from '../../testing/said.ts';
import { ec2AdminPortOpen } from './ec2-admin-port-open.ts';
import { ec2DatabasePortOpen } from './ec2-database-port-open.ts';
import { rdsPublic } from './rds-public.ts';

const group = (permissions: Json[]) =>
  configured('AWS::EC2::SecurityGroup', { IpPermissions: permissions }, { id: 'sg-1' });

const tcp = (from: number, to: number, cidr: string): Json =>
  cidr.includes(':')
    ? { IpProtocol: 'tcp', FromPort: from, ToPort: to, Ipv6Ranges: [{ CidrIpv6: cidr }] }
    : { IpProtocol: 'tcp', FromPort: from, ToPort: to, IpRanges: [{ CidrIp: cidr }] };

const complete = ['AWS::EC2::Instance', 'AWS::RDS::DBInstance'];

const server = (configuration: InventoryResource['configuration']) =>
  configured(
    'AWS::EC2::Instance',
    { SecurityGroups: [{ GroupId: 'sg-1' }], ...configuration },
    { id: 'i-1', name: 'web' },
  );

describe('A port that is open to the world', () => {
  it.each([
    ['the port itself', tcp(22, 22, '0.0.0.0/0'), true],
    ['a range that begins with it', tcp(22, 25, '0.0.0.0/0'), true],
    ['a range that ends before it', tcp(1, 21, '0.0.0.0/0'), false],
    ['IPv6', tcp(22, 22, '::/0'), true],
    ['half of the world', tcp(22, 22, '128.0.0.0/1'), true],
    ['a network as large as a company', tcp(22, 22, '10.0.0.0/8'), false],
    ['one address', tcp(22, 22, '198.51.100.7/32'), false],
    ['every protocol', { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, true],
    ['every port of TCP', { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, true],
    ['ICMP', { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, false],
    ['a rule as AWS Config writes it', { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: ['0.0.0.0/0'] }, true],
    ['another group', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs: [{ GroupId: 'sg-2' }] }, false],
  ] as [string, Json, boolean][])('%s: %s', (_, permission, expected) =>
    expect(said(ec2AdminPortOpen, group([permission]), { complete }) !== undefined).toBe(expected),
  );

  it('is critical where somebody can be reached through it, and says who and why', () => {
    const others = [server({ PublicIpAddress: '198.51.100.7' })];
    expect(said(ec2AdminPortOpen, group([tcp(22, 22, '0.0.0.0/0')]), { complete, others })).toMatchObject({
      severity: 'critical',
      exposure: 'internet',
      why: 'It lets 0.0.0.0/0 in to SSH (22). web can be reached through it: it has the public address 198.51.100.7.',
    });
  });

  it.each([
    ['has no public address', server({})],
    ['is reachable over IPv4 while only IPv6 is open', server({ PublicIpAddress: '198.51.100.7' })],
    [
      'has another group',
      server({ SecurityGroups: [{ GroupId: 'sg-2' }], NetworkInterfaces: [{ Ipv6Addresses: [{}] }] }),
    ],
  ])('is medium where who has it %s', (_, other) =>
    expect(said(ec2AdminPortOpen, group([tcp(22, 22, '::/0')]), { complete, others: [other] })).toMatchObject({
      severity: 'medium',
      exposure: 'none',
    }),
  );

  it('is high where not everything was seen', () =>
    expect(said(ec2AdminPortOpen, group([tcp(22, 22, '::/0')]))).toMatchObject({ severity: 'high' }));

  it('of databases is told with the database that is reachable', () => {
    const database = configured(
      'AWS::RDS::DBInstance',
      { PubliclyAccessible: true, VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }], Endpoint: { Port: 5432 } },
      { id: 'orders' },
    );
    const open = group([tcp(5432, 5432, '0.0.0.0/0')]);
    expect(said(ec2DatabasePortOpen, open, { complete, others: [database] })).toMatchObject({
      severity: 'critical',
      why: expect.stringContaining('orders can be reached'),
    });
    expect(said(rdsPublic, database, { others: [open] })).toMatchObject({ severity: 'critical' });
    expect(said(rdsPublic, database, { others: [group([tcp(5433, 5433, '0.0.0.0/0')])] })).toMatchObject({
      severity: 'medium',
    });
    expect(said(rdsPublic, database)).toMatchObject({ severity: 'high' });
    const hidden = { ...database, configuration: { ...database.configuration, PubliclyAccessible: false } };
    expect(said(rdsPublic, hidden, { others: [open] })).toBeUndefined();
  });

  it('says "every port" where all are', () =>
    expect(
      said(ec2DatabasePortOpen, group([{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]), { complete })?.why,
    ).toMatch('to every port'));
});
