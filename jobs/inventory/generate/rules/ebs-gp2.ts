import { numberAt, textAt } from '../fields.ts';
import { prices, steadyCost } from '../prices/prices.ts';
import type { Rule } from './rule.ts';

/** https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html: 3 IOPS a GB from 100 to 16,000; 250 MB/s from 334 GB on */
const baseline = (size: number) => ({
  iops: Math.min(16_000, Math.max(100, 3 * size)),
  throughput: size >= 334 ? 250 : 125,
});

/** What is saved a month by a gp3 volume that is as fast as this gp2 volume always is. */
const saving = (size: number): number => {
  const { iops, throughput } = baseline(size);
  const gp3 =
    size * prices['ebs gp3'].usd +
    Math.max(0, iops - 3000) * prices['ebs gp3 IOPS'].usd +
    Math.max(0, throughput - 125) * prices['ebs gp3 throughput'].usd;
  return size * prices['ebs gp2'].usd - gp3;
};

export const ebsGp2: Rule = {
  id: 'ebs-gp2',
  finds: 'A gp2 volume that would be cheaper as gp3',
  severity: 'low',
  service: 'ec2',
  types: ['AWS::EC2::Volume'],
  reads: ['Volumes[].VolumeType', 'Volumes[].Size'],
  page: 'https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html',
  todo: 'aws ec2 modify-volume --volume-type gp3: it works while the volume is in use.',
  check: (volume) => {
    if (textAt(volume, 'VolumeType') !== 'gp2') return undefined;
    const size = numberAt(volume, 'Size');
    const usd = size === undefined ? 0 : saving(size);
    const arithmetic = `${size} GB gp2 x ${prices['ebs gp2'].usd} USD - the same as gp3 with its IOPS and throughput (us-east-1)`;
    return {
      title: 'Volume is gp2 where gp3 is cheaper',
      why: 'gp3 costs a fifth less a GB and has 3,000 IOPS whatever its size.',
      evidence: { VolumeType: 'gp2', ...(size !== undefined && { Size: size }) },
      ...(usd > 0 && { cost: steadyCost(usd, arithmetic, prices['ebs gp3'].source) }),
    };
  },
};
