import type { CostEstimate } from '#schemas/inventory/finding.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { numberAt, textAt } from '../fields.ts';
import { prices, steadyCost } from './prices.ts';

type Part = { readonly usd: number; readonly text: string };

const part = (amount: number, unit: string, usd: number): Part => ({
  usd: amount * usd,
  text: `${amount} ${unit} x ${usd} USD`,
});

const storage = {
  gp2: 'ebs gp2',
  gp3: 'ebs gp3',
  io1: 'ebs io1',
  io2: 'ebs io2',
  st1: 'ebs st1',
  sc1: 'ebs sc1',
  standard: 'ebs standard',
} as const;

const isKnown = (type: string): type is keyof typeof storage => Object.hasOwn(storage, type);

const performance = (volume: InventoryResource, type: string): readonly Part[] => {
  const iops = numberAt(volume, 'Iops') ?? 0;
  if (type === 'io1' || type === 'io2') return [part(iops, 'IOPS', prices['ebs io IOPS'].usd)];
  if (type !== 'gp3') return [];
  const throughput = numberAt(volume, 'Throughput') ?? 0;
  return [
    ...(iops > 3000 ? [part(iops - 3000, 'IOPS', prices['ebs gp3 IOPS'].usd)] : []),
    ...(throughput > 125 ? [part(throughput - 125, 'MB/s', prices['ebs gp3 throughput'].usd)] : []),
  ];
};

/** What a volume costs a month at US East's list price; undefined if its size or type is not known. */
export const volumeCost = (volume: InventoryResource): CostEstimate | undefined => {
  const size = numberAt(volume, 'Size');
  const type = textAt(volume, 'VolumeType');
  if (size === undefined || type === undefined || !isKnown(type)) return undefined;
  const price = prices[storage[type]];
  const parts = [part(size, `GB ${type}`, price.usd), ...performance(volume, type)];
  const text = `${parts.map((each) => each.text).join(' + ')} (us-east-1)`;
  return steadyCost(
    parts.reduce((sum, { usd }) => sum + usd, 0),
    text,
    price.source,
  );
};
