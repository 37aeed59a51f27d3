import { strToU8, zipSync } from 'fflate';
import type { Job } from '#schemas/job.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A sort of drop: what is in it, and how its job must end. */
type Sort = {
  readonly kind: Job['kind'];
  readonly status: 'Succeeded' | 'Failed';
  readonly files: (name: string) => Files;
};

const source = zipSync({
  'README.md': strToU8('# Shop\n\nThe cart shows the total of its goods.\n'),
  'src/cart.ts': strToU8(
    'export const total = (prices: number[]): number => prices.reduce((sum, price) => sum + price, 0);\n',
  ),
});

const descriptor = JSON.stringify({
  moduleName: 'Shop',
  version: '1.0',
  features: [{ id: 'CART-1', description: 'The cart shows the total of the prices of its goods' }],
});

const volume = { AvailabilityZone: 'eu-west-1a', Size: 8, State: 'available', VolumeType: 'gp2', Attachments: [] };

const template: Sort = {
  kind: 'template',
  status: 'Succeeded',
  files: (name) => ({ 'bucket.json': JSON.stringify({ Type: 'AWS::S3::Bucket', Properties: { BucketName: name } }) }),
};
const inventory: Sort = {
  kind: 'inventory',
  status: 'Succeeded',
  files: (name) => ({
    'dropforge.json': JSON.stringify({ kind: 'inventory' }),
    'volumes.json': JSON.stringify({ Volumes: [{ VolumeId: `vol-${name}`, ...volume }] }),
  }),
};
const specification: Sort = {
  kind: 'spec',
  status: 'Succeeded',
  files: () => ({ 'source.zip': source, 'descriptor.json': descriptor }),
};
const refused: Sort = { kind: 'template', status: 'Failed', files: () => ({ 'nothing.bin': '\u0000' }) };

/** In twenty drops; a specification takes ten times as long as a template. */
const mix = [
  ...[template, inventory, template, template, specification, template, inventory, template, refused, template],
  ...[template, inventory, template, template, template, template, inventory, template, refused, template],
];

export type Drop = { readonly folder: string; readonly sort: Sort };

export const dropsOf = (count: number): readonly Drop[] =>
  Array.from({ length: count }, (_, index) => ({
    folder: `killed-${index}`,
    sort: mix[index % mix.length] ?? template,
  }));
