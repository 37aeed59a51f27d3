import { textAt } from '../fields.ts';
import { volumeCost } from '../prices/volume-cost.ts';
import type { Rule } from './rule.ts';

export const ebsUnattached: Rule = {
  id: 'ebs-unattached',
  finds: 'A volume that is attached to nothing',
  severity: 'low',
  service: 'ec2',
  types: ['AWS::EC2::Volume'],
  reads: ['Volumes[].State', 'Volumes[].Size', 'Volumes[].VolumeType', 'Volumes[].Iops', 'Volumes[].Throughput'],
  page: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html',
  todo: 'Take a snapshot if it may be wanted, and delete the volume.',
  check: (volume) => {
    const state = volume.state ?? textAt(volume, 'State');
    if (state !== 'available') return undefined;
    const cost = volumeCost(volume);
    return {
      title: 'Volume is attached to nothing',
      why: 'It is in the state "available": paid for, and used by nobody.',
      evidence: { State: state },
      ...(cost && { cost }),
    };
  },
};
