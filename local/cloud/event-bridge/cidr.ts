import { BlockList, isIP } from 'node:net';

const family = (address: string): 'ipv4' | 'ipv6' | undefined => (({ 4: 'ipv4', 6: 'ipv6' }) as const)[isIP(address)];

/** Whether an IP address, v4 or v6, is in a CIDR block such as `10.0.0.0/24`. Throws if the block is not one. */
export const cidrContains = (block: string): ((address: string) => boolean) => {
  const [network = '', length = ''] = block.split('/');
  const kind = family(network);
  if (kind === undefined || !/^\d{1,3}$/.test(length) || Number(length) > (kind === 'ipv4' ? 32 : 128))
    throw new Error(`Event pattern is not valid: "${block}" is not a CIDR block`);
  const list = new BlockList();
  list.addSubnet(network, Number(length), kind);
  return (address) => {
    const addressKind = family(address);
    return addressKind !== undefined && list.check(address, addressKind);
  };
};
