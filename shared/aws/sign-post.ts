import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

/** What a signed form is good for: one object of this key and type, no larger than this. */
export type PostTerms = {
  readonly key: string;
  readonly contentType: string;
  readonly maxBytes: number;
  readonly seconds: number;
};

/** A form to POST as multipart/form-data: its fields in this order, then `file`. */
export type SignedPost = { readonly url: string; readonly fields: Record<string, string> };

/**
 * Signs a form that uploads one object. S3 itself holds it to its terms: the key and the content type exactly, the size within bounds.
 * The bucket encrypts whatever comes by default; its policy asks for no header. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export const signedPost =
  (s3: S3Client, bucket: string) =>
  ({ key, contentType, maxBytes, seconds }: PostTerms): Promise<SignedPost> =>
    createPresignedPost(s3, {
      Bucket: bucket,
      Key: key,
      // Each field becomes a condition of the policy, too.
      Fields: { 'Content-Type': contentType },
      Conditions: [['content-length-range', 0, maxBytes]],
      Expires: seconds,
    });
