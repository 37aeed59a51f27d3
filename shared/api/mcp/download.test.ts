import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { download } from './download.ts';

const replies: Readonly<Record<string, RequestListener>> = {
  '/small': (_, response) => void response.end('small'),
  // Chunked: nobody says how much will come.
  '/endless': (_, response) => {
    const chunk = Buffer.alloc(1024);
    const more = () => response.write(chunk, (error) => !error && more());
    more();
  },
  '/elsewhere': (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  '/gone': (_, response) => void response.writeHead(403).end('<Error>AccessDenied for key jobs/secret</Error>'),
};

describe('a file is read from behind its link', () => {
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer((request, response) => replies[(request.url ?? '').split('?')[0] ?? '']?.(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('whole', async () => expect(Buffer.from(await download(`${base}/small`, 5)).toString()).toBe('small'));

  it.each([
    ['more than may be read, as its length says', '/small', 'PAYLOAD_TOO_LARGE'],
    ['more than may be read, that says no length', '/endless', 'PAYLOAD_TOO_LARGE'],
    ['a link that leads elsewhere', '/elsewhere', 'UNAVAILABLE'],
    ['a link that has expired', '/gone', 'UNAVAILABLE'],
  ])('but not %s', async (_, path, code) => {
    const refused = await download(`${base}${path}?X-Amz-Signature=s3cr3t`, 4).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code });
    expect(String(refused)).not.toMatch(/s3cr3t|169\.254|AccessDenied/);
  });
});
