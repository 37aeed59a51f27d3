import { operationOf } from './operation.ts';
import { withLastEntryFailed, withoutLastEntry } from './partial.ts';

describe('a request of the SDK is told by its protocol', () => {
  it.each([
    ['POST', '/', { 'x-amz-target': 'AmazonSQS.SendMessage' }, '', 'sqs', 'SendMessage'],
    ['POST', '/', { 'x-amz-target': 'DynamoDB_20120810.UpdateItem' }, '', 'dynamodb', 'UpdateItem'],
    ['POST', '/', { 'x-amz-target': 'AWSEvents.PutEvents' }, '', 'events', 'PutEvents'],
    ['POST', '/', { 'content-type': 'application/x-www-form-urlencoded' }, 'Action=Publish&a=b', 'sns', 'Publish'],
    ['PUT', '/bucket/a/b?x-id=PutObject', {}, '', 's3', 'PutObject'],
    ['PUT', '/bucket/a', { 'x-amz-copy-source': '/b/c' }, '', 's3', 'CopyObject'],
    ['GET', '/bucket/a?x-id=GetObject', {}, '', 's3', 'GetObject'],
    ['GET', '/bucket/?list-type=2&prefix=a', {}, '', 's3', 'ListObjectsV2'],
    ['POST', '/bucket/?delete', {}, '', 's3', 'DeleteObjects'],
    ['POST', '/bucket/a?uploads', {}, '', 's3', 'CreateMultipartUpload'],
    ['PUT', '/bucket/a?partNumber=1&uploadId=x', {}, '', 's3', 'UploadPart'],
    ['HEAD', '/bucket/a', {}, '', 's3', 'HeadObject'],
  ])('%s %s is %s', (method, path, headers, body, service, name) =>
    expect(operationOf(method, path, headers, body)).toEqual({ service, name }),
  );
});

describe('a partial failure of PutEvents', () => {
  const request = (...names: string[]) => JSON.stringify({ Entries: names.map((Source) => ({ Source })) });
  it('puts all entries but the last', () => expect(withoutLastEntry(request('a', 'b'))).toBe(request('a')));
  it('puts nothing if there is one entry', () => expect(withoutLastEntry(request('a'))).toBeUndefined());
  it('reports the last entry as failed, besides those that failed of themselves', () => {
    const reply = JSON.stringify({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] });
    expect(JSON.parse(withLastEntryFailed(reply))).toMatchObject({
      FailedEntryCount: 2,
      Entries: [{ ErrorCode: 'MalformedDetail' }, { ErrorCode: 'InternalFailure' }],
    });
    expect(JSON.parse(withLastEntryFailed(undefined))).toMatchObject({ FailedEntryCount: 1 });
  });
});
