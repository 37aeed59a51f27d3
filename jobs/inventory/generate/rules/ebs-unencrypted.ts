import { flagAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const ebsUnencrypted: Rule = {
  id: 'ebs-unencrypted',
  finds: 'A volume that is not encrypted',
  severity: 'medium',
  service: 'ec2',
  types: ['AWS::EC2::Volume'],
  reads: ['Volumes[].Encrypted'],
  page: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
  todo: 'Copy a snapshot of it with encryption and make the volume anew; turn on encryption by default for the region.',
  check: (volume) =>
    flagAt(volume, 'Encrypted') === false
      ? {
          title: 'Volume is not encrypted',
          why: 'A snapshot of it can be shared with any account, in the clear.',
          evidence: { Encrypted: false },
          exposure: 'account',
        }
      : undefined,
};
