import { BlockList, isIP } from 'node:net';

type Range = readonly [network: string, bits: number];

/** What of IPv4 leads to no host on the internet. https://www.iana.org/assignments/iana-ipv4-special-registry */
const reservedV4: readonly Range[] = [
  ['0.0.0.0', 8], // this host
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // Azure's own services, to a host in Azure
  ['169.254.0.0', 16], // link-local, with the metadata of EC2 and Lambda's neighbours
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/** The only part of IPv6 that is given to hosts. https://www.iana.org/assignments/ipv6-address-space */
const globalUnicast: readonly Range[] = [['2000::', 3]];

/** What within it leads elsewhere. https://www.iana.org/assignments/iana-ipv6-special-registry */
const reservedV6: readonly Range[] = [
  ['2001::', 23], // protocol assignments, with Teredo, which holds an IPv4 address
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which holds an IPv4 address
  ['3fff::', 20], // documentation
];

const listOf = (type: 'ipv4' | 'ipv6', ranges: readonly Range[]): BlockList => {
  const list = new BlockList();
  for (const [network, bits] of ranges) list.addSubnet(network, bits, type);
  return list;
};

const closedV4 = listOf('ipv4', reservedV4);
const openV6 = listOf('ipv6', globalUnicast);
const closedV6 = listOf('ipv6', reservedV6);

/**
 * Whether an address is one of a host on the internet: neither private, loopback, link-local, shared, multicast nor reserved, and
 * no IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4, Teredo). What is no address is not.
 */
export const isPublicAddress = (address: string): boolean => {
  const version = isIP(address);
  if (version === 4) return !closedV4.check(address, 'ipv4');
  return version === 6 && openV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6');
};
