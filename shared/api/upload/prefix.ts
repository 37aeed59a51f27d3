import { ownerHash } from '../hash-of.ts';

/** Where the files of an upload lie in the input bucket: apart for each principal, so that nobody's id opens another's. */
export const uploadPrefix = (principal: string, uploadId: string): string =>
  `uploads/${ownerHash(principal)}/${uploadId}/`;
