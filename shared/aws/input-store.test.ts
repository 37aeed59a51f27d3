import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { inputStore } from './input-store.ts';

let server: Server;
let s3: S3Client;
const heard: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
let answer = { status: 200, body: '' };

beforeAll(async () => {
  server = createServer((request, response) => {
    const { method, url, headers } = request;
    heard.push({ method, url, headers });
    request.resume().on('end', () => response.writeHead(answer.status).end(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  s3 = new S3Client({ region: 'eu-west-1', endpoint, credentials, forcePathStyle: true, maxAttempts: 1 });
});

afterAll(async () => {
  s3.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** As S3 says it. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const refusal = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`;

describe('A new object', () => {
  it('is written only where none lies', async () => {
    answer = { status: 200, body: '' };
    await inputStore(s3, 'input').putNew('requests/1/a.json', '{}', 'application/json');
    expect(heard.at(-1)).toMatchObject({
      method: 'PUT',
      url: '/input/requests/1/a.json?x-id=PutObject',
      headers: { 'if-none-match': '*', 'content-type': 'application/json' },
    });
  });

  it('is there if another was faster', async () => {
    answer = { status: 412, body: refusal('PreconditionFailed') };
    await expect(inputStore(s3, 'input').putNew('a', '{}', 'application/json')).resolves.toBeUndefined();
  });

  it('is missed if it could not be written', async () => {
    answer = { status: 403, body: refusal('AccessDenied') };
    await expect(inputStore(s3, 'input').putNew('a', '{}', 'application/json')).rejects.toThrow();
  });
});
