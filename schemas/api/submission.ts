import * as z from 'zod';
import { inventoryOptions } from '../inventory/options.ts';
import { jobKinds } from '../names.ts';
import { notificationRequest } from '../notification-request.ts';
import { rehearsal } from '../rehearsal.ts';
import { descriptor } from '../spec/descriptor.ts';
import { specOptions } from '../spec/options.ts';
import { templateOptions } from '../template-options.ts';
import { fileName } from './file-name.ts';
import { correlationId } from './headers.ts';

/** A file given in the request itself: Lambda takes 6 MB of request, base64 and all. */
const inlineFile = z.union([
  z.strictObject({ name: fileName, content: z.string().max(5_000_000) }).meta({ id: 'TextFile' }),
  z.strictObject({ name: fileName, contentBase64: z.base64().max(5_600_000) }).meta({ id: 'BinaryFile' }),
]);

const differentNames = (files: readonly { readonly name: string }[]): boolean =>
  new Set(files.map(({ name }) => name)).size === files.length;

const files = z
  .array(inlineFile)
  .min(1)
  .max(500)
  .refine(differentNames, 'must have names that differ')
  .meta({ description: 'The files themselves, up to about 4 MB together' });

/** Where the input of a job is. */
export const jobInput = z
  .union([
    z.strictObject({ files }).meta({ id: 'InlineInput' }),
    z
      .strictObject({ uploadId: z.uuid().describe('Of POST /v1/uploads, once its files are there') })
      .meta({ id: 'UploadedInput' }),
    z
      .strictObject({
        folder: z
          .string()
          .regex(
            /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
            'must be the name of a folder in drops/: letters, digits and ._-, 128 at most',
          )
          .describe('A folder that lies in drops/ of the input bucket, to be started at once. Admins only'),
      })
      .meta({ id: 'FolderInput' }),
  ])
  .meta({ id: 'JobInput' });

export const specDescriptor = descriptor.meta({ id: 'Descriptor' });

/** What may be asked of any job. */
const common = {
  notification: notificationRequest.meta({ id: 'NotificationRequest' }).optional(),
  simulate: rehearsal.meta({ id: 'Rehearsal' }).optional().describe('A failure to rehearse; not in production'),
};

const templateJob = {
  input: jobInput,
  options: templateOptions.omit({ kind: true }).meta({ id: 'TemplateOptions' }).optional(),
  ...common,
};

const specJob = {
  input: jobInput.describe('A ZIP of source, and descriptor.json if it is not given here'),
  descriptor: specDescriptor.optional(),
  options: specOptions.omit({ kind: true }).meta({ id: 'SpecOptions' }).optional(),
  ...common,
};

const inventoryJob = {
  input: jobInput
    .optional()
    .describe('Exports of the AWS CLI or AWS Config; without it, the account itself is scanned'),
  options: inventoryOptions.omit({ kind: true, live: true }).meta({ id: 'InventoryOptions' }).optional(),
  ...common,
};

export const templateSubmission = z.strictObject(templateJob).meta({ id: 'TemplateSubmission' });
export const specSubmission = z.strictObject(specJob).meta({ id: 'SpecSubmission' });
export const inventorySubmission = z.strictObject(inventoryJob).meta({ id: 'InventorySubmission' });

/** A job of any kind. */
export const jobSubmission = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('template'), ...templateJob }).meta({ id: 'TemplateJob' }),
    z.strictObject({ kind: z.literal('spec'), ...specJob }).meta({ id: 'SpecJob' }),
    z.strictObject({ kind: z.literal('inventory'), ...inventoryJob }).meta({ id: 'InventoryJob' }),
  ])
  .meta({ id: 'JobSubmission' });

/** A job that was taken, or that somebody had already asked for. */
export const accepted = z
  .object({
    jobId: z.uuid(),
    correlationId,
    kind: z.enum(jobKinds),
    isNew: z.boolean().describe('False if it is the job of an earlier request, or of a scan that runs already'),
  })
  .meta({ id: 'Accepted' });

export type JobInput = z.infer<typeof jobInput>;
export type JobSubmission = z.infer<typeof jobSubmission>;
export type Accepted = z.infer<typeof accepted>;
