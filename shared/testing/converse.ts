import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { JsonObject, JsonValue } from '#schemas/json.ts';

/** How the server answers one request: a reply with a status, or no answer at all. */
export type Reply =
  | { readonly status: number; readonly body: string; readonly errorType?: string }
  | 'hang'
  | 'hang-up';

export type Heard = { readonly modelId: string; readonly body: string };

const message = (content: readonly JsonObject[], stopReason: string, more: JsonObject = {}): Reply => ({
  status: 200,
  body: JSON.stringify({
    output: { message: { role: 'assistant', content } },
    stopReason,
    usage: { inputTokens: 1_000, outputTokens: 100, totalTokens: 1_100 },
    metrics: { latencyMs: 1 },
    ...more,
  }),
});

/** A call of a tool, as Converse has it. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export const toolCall = (
  input: JsonValue,
  name = 'propose_patch',
  stopReason = 'tool_use',
  more: JsonObject = {},
): Reply => message([{ toolUse: { toolUseId: 'one', name, input } }], stopReason, more);

export const prose = (text: string): Reply => message([{ text }], 'end_turn');

export const failure = (status: number, errorType: string): Reply => ({
  status,
  errorType,
  body: JSON.stringify({ message: `${errorType} of the test` }),
});

const respond = (stream: ServerHttp2Stream, reply: Reply): void => {
  if (reply === 'hang') return;
  if (reply === 'hang-up') {
    stream.session?.destroy();
    return;
  }
  stream.respond({
    ':status': reply.status,
    'content-type': 'application/json',
    ...(reply.errorType !== undefined && { 'x-amzn-errortype': reply.errorType }),
  });
  stream.end(reply.body);
};

export type ConverseServer = {
  readonly url: string;
  /** Every request so far, its body as it was sent. */
  readonly heard: Heard[];
  /** What is said from now on. Gets the requests before this one too. */
  answer: (request: Heard, before: readonly Heard[]) => Reply;
  close(): Promise<void>;
};

/** A server on this machine that speaks Bedrock's Converse over HTTP/2, as the SDK does, and any misbehaviour a test wants. */
export const converseServer = async (): Promise<ConverseServer> => {
  const sessions = new Set<{ destroy(): void }>();
  const server: Http2Server = createServer();
  const self: ConverseServer = {
    url: '',
    heard: [],
    answer: () => prose(''),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.destroy();
      }),
  };
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    const modelId = decodeURIComponent(/^\/model\/([^/]+)\/converse$/.exec(headers[':path'] ?? '')?.[1] ?? '');
    const chunks: Buffer[] = [];
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const request = { modelId, body: Buffer.concat(chunks).toString('utf8') };
      const before = [...self.heard];
      self.heard.push(request);
      respond(stream, self.answer(request, before));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return Object.assign(self, { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` });
};
