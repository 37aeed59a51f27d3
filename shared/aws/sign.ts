import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const day = 24 * 60 * 60;

/**
 * Signs a GET that downloads an object under its own name. Good for 24 hours at the most: a link signed with a role's
 * session dies with the session. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
export const signedDownload =
  (s3: S3Client, bucket: string) =>
  (key: string): Promise<string> => {
    const name = key.slice(key.lastIndexOf('/') + 1);
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ResponseContentDisposition: `attachment; filename="${name}"`,
    });
    return getSignedUrl(s3, command, { expiresIn: day });
  };
