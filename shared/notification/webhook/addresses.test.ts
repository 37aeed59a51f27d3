import { isPublicAddress } from './addresses.ts';

describe('A public address', () => {
  it.each(['1.1.1.1', '8.8.8.8', '52.94.236.248', '100.63.255.255', '172.15.0.1', '172.32.0.1', '223.255.255.255'])(
    'is %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each(['2600:1f18::1', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888'])('is %s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['this host', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['carrier-grade NAT, and the metadata of Alibaba', '100.100.100.200'],
    ['the metadata of EC2', '169.254.169.254'],
    ['the credentials of a container', '169.254.170.2'],
    ['the metadata of Oracle', '192.0.0.192'],
    ['the services of Azure', '168.63.129.16'],
    ['documentation', '203.0.113.7'],
    ['benchmarks', '198.19.255.255'],
    ['6to4 relays', '192.88.99.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['IPv4-mapped', '::ffff:8.8.8.8'],
    ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
    ['IPv4-mapped metadata, in hex', '::ffff:a9fe:a9fe'],
    ['IPv4-compatible', '::8.8.8.8'],
    ['NAT64', '64:ff9b::a9fe:a9fe'],
    ['local NAT64', '64:ff9b:1::1'],
    ['discard', '100::1'],
    ['Teredo', '2001:0:1::1'],
    ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['6to4 of loopback', '2002:7f00:1::'],
    ['segment routing', '5f00::1'],
    ['unique local, and the metadata of EC2', 'fd00:ec2::254'],
    ['unique local', 'fc00::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['no address', 'example.com'],
    ['nothing', ''],
  ])('is not one of %s: %s', (_, address) => expect(isPublicAddress(address)).toBe(false));
});
