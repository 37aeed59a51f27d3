import type { FieldError } from '#schemas/api/problem.ts';
import { ApiProblem } from '../api-problem.ts';

/** The largest part in bytes: in base64 it must fit into the request that Lambda takes, 6 MB. */
const maxPartBytes = 4 * 1024 * 1024;

/** The parts of a form, each given once, by name. */
export type Parts<Name extends string> = Readonly<Record<Name, Uint8Array>>;

const read = async (bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> => {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new ApiProblem('MALFORMED_BODY', 'It is no multipart/form-data with the boundary that Content-Type names.');
  }
};

const wrong = (form: FormData, names: readonly string[]): FieldError[] => {
  const error = (pointer: string, message: string): FieldError => ({ in: 'body', pointer, message });
  return [
    ...names.filter((name) => !form.has(name)).map((name) => error(`/${name}`, 'is missing')),
    ...names.filter((name) => form.getAll(name).length > 1).map((name) => error(`/${name}`, 'is given more than once')),
    ...([...form.keys()].some((key) => !names.includes(key))
      ? [error('', `takes no part but ${names.join(', ')}`)]
      : []),
  ];
};

const bytesOf = async (part: ReturnType<FormData['get']>): Promise<Uint8Array> =>
  part === null || typeof part === 'string' ? Buffer.from(part ?? '') : part.bytes();

/** A form of exactly these parts, files or fields. Throws MALFORMED_BODY, INVALID_REQUEST or PAYLOAD_TOO_LARGE. */
export const multipart = async <Name extends string>(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
  names: readonly Name[],
): Promise<Parts<Name>> => {
  const form = await read(bytes, contentType);
  const errors = wrong(form, names);
  if (errors.length > 0)
    throw new ApiProblem('INVALID_REQUEST', 'The form has not the parts it must have; errors says which.', { errors });
  const parts = await Promise.all(names.map(async (name) => [name, await bytesOf(form.get(name))] as const));
  const large = parts.find(([, part]) => part.byteLength > maxPartBytes);
  if (large)
    throw new ApiProblem(
      'PAYLOAD_TOO_LARGE',
      `${large[0]} has more than ${maxPartBytes / 1024 ** 2} MB. POST /v1/uploads takes more.`,
    );
  return Object.fromEntries(parts) as Parts<Name>;
};
