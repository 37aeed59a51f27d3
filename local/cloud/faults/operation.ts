import type { IncomingHttpHeaders } from 'node:http';
import type { Service } from './fault.ts';

export type Operation = { readonly service: Service; readonly name: string };

/** `DynamoDB_20120810.PutItem`: what the JSON protocols call a request. */
const targets: Readonly<Record<string, Service>> = {
  AmazonSQS: 'sqs',
  DynamoDB_20120810: 'dynamodb',
  AWSEvents: 'events',
  AmazonSSM: 'ssm',
};

type Row = readonly [method: string, where: 'bucket' | 'object', query: string | undefined, name: string];

/** S3's REST requests, the ones with a telling parameter first. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
const s3Operations: readonly Row[] = [
  ['POST', 'object', 'uploads', 'CreateMultipartUpload'],
  ['POST', 'object', 'uploadId', 'CompleteMultipartUpload'],
  ['PUT', 'object', 'uploadId', 'UploadPart'],
  ['DELETE', 'object', 'uploadId', 'AbortMultipartUpload'],
  ['POST', 'bucket', 'delete', 'DeleteObjects'],
  ['GET', 'bucket', 'versions', 'ListObjectVersions'],
  ['GET', 'bucket', 'list-type', 'ListObjectsV2'],
  ['GET', 'bucket', undefined, 'ListObjects'],
  ['HEAD', 'bucket', undefined, 'HeadBucket'],
  ['PUT', 'object', undefined, 'PutObject'],
  ['GET', 'object', undefined, 'GetObject'],
  ['HEAD', 'object', undefined, 'HeadObject'],
  ['DELETE', 'object', undefined, 'DeleteObject'],
];

const isForm = (headers: IncomingHttpHeaders): boolean => /^multipart\/form-data/i.test(headers['content-type'] ?? '');

/** The path is as it stands: a URL parser would take a key's `..` for a step upwards. */
const s3Operation = (method: string, path: string, headers: IncomingHttpHeaders): string => {
  if (method === 'POST' && isForm(headers)) return 'PostObject';
  if (method === 'PUT' && headers['x-amz-copy-source'] !== undefined) return 'CopyObject';
  const [place = '', text = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(text);
  const where = place.split('/').filter(Boolean).length > 1 ? 'object' : 'bucket';
  const row = s3Operations.find(
    ([verb, level, query]) => verb === method && level === where && (query === undefined || parameters.has(query)),
  );
  return row?.[3] ?? method;
};

/** Which operation of which service a request of the AWS SDK is, told by its protocol. */
export const operationOf = (method: string, path: string, headers: IncomingHttpHeaders, body: string): Operation => {
  const [target = '', name = ''] = String(headers['x-amz-target'] ?? '').split('.');
  const service = Object.hasOwn(targets, target) ? targets[target] : undefined;
  if (service !== undefined) return { service, name };
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return { service: 'sns', name: new URLSearchParams(body).get('Action') ?? '' };
  return { service: 's3', name: s3Operation(method, path, headers) };
};
