import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { OperationDefinition, RequestSchemas } from '#schemas/api/operation.ts';
import { ApiProblem } from '../api-problem.ts';
import { boundedJson } from './bounded-json.ts';
import { headerOf } from './header.ts';
import { mediaTypeOf } from './media-type.ts';
import { multipart } from './multipart.ts';

/** What is read of a body, in bytes: API Gateway takes 10 MB, Lambda 6 MB in base64. */
const maxBodyBytes = 5 * 1024 * 1024;

const tooLarge = (): ApiProblem =>
  new ApiProblem('PAYLOAD_TOO_LARGE', `It has more than ${maxBodyBytes / 1024 ** 2} MB. POST /v1/uploads takes more.`);

const bytesOf = ({ body, isBase64Encoded }: APIGatewayProxyEvent): Buffer<ArrayBuffer> => {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > maxBodyBytes) throw tooLarge();
  if (bytes.byteLength === 0) throw new ApiProblem('MALFORMED_BODY', 'It is empty.');
  return bytes;
};

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiProblem('MALFORMED_BODY', 'It is no UTF-8.');
  }
};

/** A form with an archive and a descriptor, as the JSON it stands for. */
const ofForm = async (bytes: Buffer<ArrayBuffer>, contentType: string): Promise<unknown> => {
  const { archive, descriptor } = await multipart(bytes, contentType, ['archive', 'descriptor'] as const);
  const contentBase64 = Buffer.from(archive).toString('base64');
  return {
    input: { files: [{ name: 'archive.zip', contentBase64 }] },
    descriptor: boundedJson(textOf(descriptor)),
  };
};

type Reader = (bytes: Buffer<ArrayBuffer>, contentType: string) => unknown;

const readers = ({ multipart: form }: RequestSchemas): Readonly<Record<string, Reader>> => ({
  'application/json': (bytes) => boundedJson(textOf(bytes)),
  ...(form && { 'multipart/form-data': ofForm }),
});

/**
 * What the body says, or undefined if the operation takes none. Throws UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE,
 * MALFORMED_BODY, and of a form INVALID_REQUEST.
 */
export const bodyOf = async (event: APIGatewayProxyEvent, { request }: OperationDefinition): Promise<unknown> => {
  if (!request.body) return undefined;
  const contentType = headerOf(event, 'content-type') ?? 'application/json';
  const known = readers(request);
  const type = mediaTypeOf(contentType);
  const read = Object.hasOwn(known, type) ? known[type] : undefined;
  if (!read) throw new ApiProblem('UNSUPPORTED_MEDIA_TYPE', `Content-Type must be ${Object.keys(known).join(' or ')}.`);
  return read(bytesOf(event), contentType);
};
