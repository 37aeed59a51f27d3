import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cell } from '#schemas/inventory/cell.ts';
import type { Page, ScanContext, Source } from '../collect/sources/source.ts';

/** What was asked: the operation as the protocol names it, its parameters, and the region it was signed for. */
export type Asked = {
  readonly operation: string;
  readonly region: string;
  /** As it was signed for: ec2, s3 … */
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly parameters: URLSearchParams;
  readonly body: string;
};

export type Reply = { readonly status?: number; readonly headers?: Record<string, string>; readonly body: string };

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

const askedOf = async (request: IncomingMessage): Promise<Asked> => {
  const { url = '/', method = 'GET', headers } = request;
  const { pathname, searchParams } = new URL(url, 'http://stub');
  const body = await bodyOf(request);
  const parameters = new URLSearchParams(body.startsWith('Action=') ? body : searchParams);
  const target = String(headers['x-amz-target'] ?? '').split('.')[1];
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const operation = parameters.get('Action') ?? target ?? `${method} ${pathname}`;
  return { operation, region, service, method, path: pathname, url, headers, parameters, body };
};

const write = (response: ServerResponse, { status = 200, headers = {}, body }: Reply): void => {
  response.writeHead(status, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/xml', ...headers });
  response.end(body);
};

/** A server that answers AWS's protocols as a test says, for what no emulator can do: refuse, throttle, redirect, expire. */
export const stubAws = async (answer: (asked: Asked) => Reply | Promise<Reply>) => {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const one = await askedOf(request);
    asked.push(one);
    write(response, await answer(one));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** The error of a query protocol: EC2, RDS, STS. */
export const queryError = (code: string, status = 400): Reply => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><Error><Code>${code}</Code><Message>no</Message></Error></Response>`,
});

/** The error of S3. */
export const s3Error = (code: string, status: number, more = '', headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body: `<Error><Code>${code}</Code><Message>no</Message>${more}</Error>`,
});

const defaultCell: Cell = {
  id: '111122223333/eu-west-1/test',
  accountId: '111122223333',
  region: 'eu-west-1',
  service: 'test',
};

/** What a source is given in a test, against a stub. */
export const stubContext = (endpoint: string, cell: Cell = defaultCell): ScanContext => {
  let calls = 0;
  return {
    cell,
    clientSettings: (region = cell.region === 'global' ? 'us-east-1' : cell.region) => ({
      region,
      endpoint,
      credentials: { accessKeyId: 'stub', secretAccessKey: 'stub' },
      ignoreConfiguredEndpointUrls: true,
    }),
    meter: {
      call: () => {
        calls++;
      },
      get calls() {
        return calls;
      },
    },
    signal: new AbortController().signal,
    partition: 'aws',
    scannedAt: '2026-11-21T02:00:00.000Z',
  };
};

export const pagesFrom = async (source: Source, context: ScanContext, from?: Page['cursor']): Promise<Page[]> =>
  Array.fromAsync(source.scan(context, from));

/** How the look at each type ended. */
export const endsOf = (pages: readonly Page[]): Readonly<Record<string, string>> =>
  Object.fromEntries(pages.flatMap(({ type, end }) => (end ? [[type, end.outcome]] : [])));
