import { createHash } from 'node:crypto';

/** SHA-256 of some values, in 40 hexadecimal digits: a name for them in keys of S3 and DynamoDB, whatever they hold. */
export const hashOf = (...values: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 40);

/** What a principal is called in keys. */
export const ownerHash = (principal: string): string => hashOf(principal);
