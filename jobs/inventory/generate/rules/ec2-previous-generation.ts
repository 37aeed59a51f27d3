import { textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

/** What https://aws.amazon.com/ec2/previous-generation/ lists, and the other families from before the Nitro System that have two successors or more. */
const families = new Set('a1 c1 c3 c4 cc1 cc2 cg1 cr1 g2 g3 g3s hi1 hs1 i2 m1 m2 m3 m4 p2 r3 r4 t1'.split(' '));

export const ec2PreviousGeneration: Rule = {
  id: 'ec2-previous-generation',
  finds: 'An instance of a previous generation',
  severity: 'low',
  service: 'ec2',
  types: ['AWS::EC2::Instance'],
  reads: ['Reservations[].Instances[].InstanceType'],
  page: 'https://aws.amazon.com/ec2/previous-generation/',
  todo: 'Move to a current family: more for the same money, and the old one is what runs out of capacity first.',
  check: (instance) => {
    const type = textAt(instance, 'InstanceType');
    const family = type?.split('.')[0];
    if (type === undefined || family === undefined || !families.has(family)) return undefined;
    return {
      title: 'Instance is of a previous generation',
      why: `${type} belongs to a family that AWS has superseded.`,
      evidence: { InstanceType: type },
    };
  },
};
