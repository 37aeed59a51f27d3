import { createServer, type Http2Session, type ServerHttp2Stream } from 'node:http2';
import { type BedrockRuntimeClient, ConverseCommand, type ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';

/** Bytes of a question. Ours are far below. */
const longest = 4 * 1024 * 1024;

export type Relay = { readonly url: string; close(): Promise<void> };

type Reply = { readonly status: number; readonly body: string; readonly errorType?: string };

const failed = (error: unknown): Reply => {
  const name = error instanceof Error ? error.name : 'Error';
  const metadata: unknown = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : 503;
  return { status: typeof status === 'number' ? status : 503, errorType: name, body: '{}' };
};

const bodyOf = async (stream: ServerHttp2Stream): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.byteLength;
    if (bytes > longest) throw new Error('The question is too long');
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** The reply to one call of Converse: of a model that was named, by the credentials of whoever started the relay. */
const answer = async (
  path: string,
  stream: ServerHttp2Stream,
  client: BedrockRuntimeClient,
  modelIds: readonly string[],
): Promise<Reply> => {
  const modelId = decodeURIComponent(/^\/model\/([^/]+)\/converse$/.exec(path)?.[1] ?? '');
  if (!modelIds.includes(modelId)) return { status: 403, errorType: 'AccessDeniedException', body: '{}' };
  const gone = new AbortController();
  stream.on('close', () => gone.abort());
  const input: ConverseCommandInput = { ...JSON.parse(await bodyOf(stream)), modelId };
  const { $metadata: _, ...reply } = await client.send(new ConverseCommand(input), { abortSignal: gone.signal });
  return { status: 200, body: JSON.stringify(reply) };
};

const respond = (stream: ServerHttp2Stream, { status, body, errorType }: Reply): void => {
  if (stream.destroyed) return;
  stream.respond({
    ':status': status,
    'content-type': 'application/json',
    ...(errorType !== undefined && { 'x-amzn-errortype': errorType }),
  });
  stream.end(body);
};

/**
 * The one way out of the embedded cloud: passes calls of Converse on to Bedrock. The functions have made-up credentials, as ever; the real ones
 * stay in this process, and are good here for these models only.
 */
export const startRelay = async (client: BedrockRuntimeClient, modelIds: readonly string[]): Promise<Relay> => {
  const sessions = new Set<Http2Session>();
  const server = createServer();
  server.on('session', (session: Http2Session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    void answer(headers[':path'] ?? '', stream, client, modelIds)
      .catch(failed)
      .then((reply) => respond(stream, reply));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.destroy();
        client.destroy();
      }),
  };
};
