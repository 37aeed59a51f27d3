import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

/** ACLs that give nobody outside the account anything: S3's Block Public Access lets them be. */
const closed = new Set(['Private', 'LogDeliveryWrite', 'BucketOwnerRead', 'BucketOwnerFullControl']);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export const objectOwnership: Fixer = {
  name: 'object-ownership',
  mends:
    "A bucket with an ACL, which S3 refuses since April 2023 unless its owner says that ACLs are on: what was the default before. Public ACLs are left alone: to open a bucket is a person's decision",
  rules: ['E3045'],
  fix({ pointer }, { template }) {
    const properties = valueAt(template, pointer);
    if (!isObject(properties) || Object.hasOwn(properties, 'OwnershipControls')) return undefined;
    const { AccessControl: acl } = properties;
    if (typeof acl !== 'string' || !closed.has(acl)) return undefined;
    return {
      patch: [
        {
          op: 'add',
          path: `${pointer}/OwnershipControls`,
          value: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
        },
      ],
      description: `OwnershipControls added, without which S3 refuses AccessControl: ${acl}`,
    };
  },
};
