import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { wasAsked } from '../fields.ts';
import type { Rule } from './rule.ts';

/** Whose tags come with the list itself; of the others only those whose tags were asked for. */
const types: Readonly<Record<string, string | undefined>> = {
  'AWS::EC2::Instance': undefined,
  'AWS::EC2::Volume': undefined,
  'AWS::EC2::VPC': undefined,
  'AWS::RDS::DBInstance': undefined,
  'AWS::RDS::DBCluster': undefined,
  'AWS::EKS::Cluster': undefined,
  'AWS::S3::Bucket': 'GetBucketTagging',
  'AWS::Lambda::Function': 'ListTags',
};

const ownerKeys = /^(.*[:/_-])?(owner|owned-?by|team|contact|squad|maintainer|responsible)$/i;

const known = (resource: InventoryResource): boolean => {
  const call = types[resource.type];
  return call === undefined || wasAsked(resource, call);
};

export const untagged: Rule = {
  id: 'untagged',
  finds: 'A resource without an owner among its tags, or without tags',
  severity: 'low',
  service: 'tags',
  types: Object.keys(types),
  reads: ['Tags[]'],
  page: 'https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html',
  todo: 'Tag it with its owner; a tag policy of the organization can demand it.',
  check: (resource) => {
    const keys = Object.keys(resource.tags).filter((key) => !key.startsWith('aws:'));
    if (!known(resource) || keys.some((key) => ownerKeys.test(key))) return undefined;
    return keys.length === 0
      ? {
          title: 'Resource has no tags',
          why: 'Nobody can tell whose it is and what it is for.',
          evidence: { Tags: [] },
        }
      : { title: 'Resource has no owner', why: 'None of its tags says whose it is.', evidence: { Tags: keys.sort() } };
  },
};
