import { readForm } from '../../emulators/post-object/form.ts';
import type { Asked, Row, Rows, ServiceRequest } from './row.ts';
import { type S3Place, s3Place } from './s3-place.ts';

const ofVersion = ({ query }: S3Place): 'Version' | '' => (query.has('versionId') ? 'Version' : '');

const read: Row = ({ path }) => {
  const place = s3Place(path);
  return [{ action: `s3:GetObject${ofVersion(place)}`, resource: place.arn }];
};

const remove: Row = ({ path }) => {
  const place = s3Place(path);
  return [{ action: `s3:DeleteObject${ofVersion(place)}`, resource: place.arn }];
};

const tagging = (resource: string): Asked => ({ action: 's3:PutObjectTagging', resource });

const write: Row = ({ path, headers }) => {
  const { arn } = s3Place(path);
  return [{ action: 's3:PutObject', resource: arn }, ...(headers['x-amz-tagging'] === undefined ? [] : [tagging(arn)])];
};

/**
 * A copy takes its source's tags along unless told otherwise, and needs these permissions where there are any: they are asked for
 * as if there always were. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
const copy: Row = ({ path, headers }) => {
  const from = s3Place(String(headers['x-amz-copy-source']));
  const to = s3Place(path);
  return [
    { action: `s3:GetObject${ofVersion(from)}`, resource: from.arn },
    { action: `s3:GetObject${ofVersion(from)}Tagging`, resource: from.arn },
    { action: 's3:PutObject', resource: to.arn },
    tagging(to.arn),
  ];
};

/** Names of parameters are condition keys, if they are there at all. */
const listKeys = ['prefix', 'delimiter', 'max-keys'];

const list: Row = ({ path }) => {
  const { bucketArn, query } = s3Place(path);
  const given = listKeys.flatMap((name) => (query.has(name) ? [[`s3:${name}`, query.get(name) ?? '']] : []));
  return [{ action: 's3:ListBucket', resource: bucketArn, context: Object.fromEntries(given) }];
};

/** A form says itself which object it writes. */
const postForm: Row = async ({ path, headers, body }) => {
  const { fields } = await readForm(
    (async function* () {
      yield body;
    })(),
    String(headers['content-type']),
  );
  return [{ action: 's3:PutObject', resource: `${s3Place(path).bucketArn}/${fields.get('key')}` }];
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const s3: Rows = {
  GetObject: read,
  HeadObject: read,
  PutObject: write,
  CopyObject: copy,
  DeleteObject: remove,
  ListObjectsV2: list,
  PostObject: postForm,
};

const listing = (path: string): Asked => ({ action: 's3:ListBucket', resource: s3Place(path).bucketArn });

/**
 * What whoever asks for an object that is not there needs, to be told so: permission to list its bucket. Which prefix is none of
 * what such a request says. By the names of the operations. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const toKnowAbsent: Readonly<Record<string, (request: ServiceRequest) => Asked>> = {
  GetObject: ({ path }) => listing(path),
  HeadObject: ({ path }) => listing(path),
  CopyObject: ({ headers }) => listing(String(headers['x-amz-copy-source'])),
};
