import * as z from 'zod';
import { fileName } from './file-name.ts';

/** The largest file that an upload takes, in bytes. API Gateway itself takes 10 MB, Lambda 6 MB. */
export const maxUploadBytes = 50 * 1024 * 1024;

const contentType = z
  .string()
  .max(100)
  .regex(
    /^[a-z]+\/[a-z0-9.+-]+$/,
    'must be a type and a subtype in small letters, without parameters: application/json',
  );

/** What somebody wants to upload. */
export const uploadRequest = z
  .strictObject({
    files: z
      .array(
        z.strictObject({
          name: fileName,
          contentType: contentType.default('application/octet-stream'),
          maxBytes: z.int().min(1).max(maxUploadBytes).default(maxUploadBytes),
        }),
      )
      .min(1)
      .max(100)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must have names that differ'),
  })
  .meta({ id: 'UploadRequest' });

/** A form for each file. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
export const uploadReply = z
  .object({
    uploadId: z.uuid().describe('The `input` of the job, once the files are there'),
    expiresAt: z.iso.datetime({ precision: 3 }).describe('Until then the forms can be sent'),
    files: z.array(
      z.object({
        name: z.string(),
        url: z.string().describe('Where to POST multipart/form-data'),
        fields: z.record(z.string(), z.string()).describe('Its fields, in this order; then `file`, last'),
        maxBytes: z.int(),
      }),
    ),
  })
  .meta({ id: 'Upload' });

export type UploadRequest = z.infer<typeof uploadRequest>;
export type UploadReply = z.infer<typeof uploadReply>;
