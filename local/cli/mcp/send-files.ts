import { createUpload } from '#schemas/api/operations/create-upload.ts';
import type { JobInput } from '#schemas/api/submission.ts';
import { maxUploadBytes, type UploadReply } from '#schemas/api/upload.ts';
import { ApiProblem } from '#shared/api/api-problem.ts';
import type { Call } from '#shared/api/mcp/call.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import type { FolderFile } from '../folder.ts';
import { bodyOf } from './inline-input.ts';

/** Uploads files for a job, which then has them as its input. */
export type SendFiles = (files: readonly FolderFile[]) => Promise<JobInput>;

/** An upload takes so many files. */
const mostFiles = 100;

const atOnce = 4;

const refuseTooMuch = (files: readonly FolderFile[]): void => {
  const large = files.findIndex(({ bytes }) => bytes > maxUploadBytes);
  if (large >= 0)
    throw new ApiProblem('PAYLOAD_TOO_LARGE', `${files[large]?.key} has more than ${maxUploadBytes / 1024 ** 2} MB.`);
  if (files.length > mostFiles)
    throw new ApiProblem(
      'PAYLOAD_TOO_LARGE',
      `The folder has ${files.length} files of more than 3 MB together, and an upload takes ${mostFiles}: give a folder within it.`,
    );
};

const send = async (file: FolderFile, form: UploadReply['files'][number]): Promise<void> => {
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.append(name, value);
  data.append('file', new Blob([await bodyOf(file)]), file.key);
  const reply = await fetch(form.url, { method: 'POST', body: data, redirect: 'error' }).catch(() => undefined);
  await reply?.body?.cancel();
  if (!reply?.ok) throw new ApiProblem('UNAVAILABLE', `${file.key} could not be uploaded.`);
};

/** Sends each file by the form that the API signs for it. Throws an `ApiProblem` for what is too much, or cannot be sent. */
export const sendFilesBy =
  (call: () => Call): SendFiles =>
  async (files) => {
    refuseTooMuch(files);
    const wanted = files.map(({ key, bytes }) => ({ name: key, maxBytes: Math.max(bytes, 1) }));
    const upload = await call()(createUpload, { body: { files: wanted } });
    const pairs = upload.files.flatMap((form, index) => {
      const file = files[index];
      return file ? [{ form, file }] : [];
    });
    await inParallel(atOnce, pairs, ({ form, file }) => send(file, form));
    return { uploadId: upload.uploadId };
  };
