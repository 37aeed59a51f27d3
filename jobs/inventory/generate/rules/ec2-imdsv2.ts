import { textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const ec2Imdsv2: Rule = {
  id: 'ec2-imdsv2',
  finds: 'An instance that does not require IMDSv2',
  severity: 'medium',
  service: 'ec2',
  types: ['AWS::EC2::Instance'],
  reads: [
    'Reservations[].Instances[].MetadataOptions.HttpTokens',
    'Reservations[].Instances[].MetadataOptions.HttpEndpoint',
  ],
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html',
  todo: 'aws ec2 modify-instance-metadata-options --http-tokens required, once nothing on it uses IMDSv1 (metric MetadataNoToken).',
  check: (instance) => {
    const tokens = textAt(instance, 'MetadataOptions', 'HttpTokens');
    const endpoint = textAt(instance, 'MetadataOptions', 'HttpEndpoint') ?? 'enabled';
    if (tokens === undefined || tokens === 'required' || endpoint === 'disabled') return undefined;
    const isPublic = textAt(instance, 'PublicIpAddress') !== undefined;
    return {
      title: 'Instance does not require IMDSv2',
      why: 'Anyone who can make it send a request (SSRF) can read the credentials of its role with a plain GET.',
      evidence: { 'MetadataOptions.HttpTokens': tokens, 'MetadataOptions.HttpEndpoint': endpoint },
      exposure: isPublic ? 'internet' : 'account',
    };
  },
};
