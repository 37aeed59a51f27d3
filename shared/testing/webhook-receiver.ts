import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { text } from 'node:stream/consumers';

export type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

/** What a receiver answers: a status with headers, no answer at all, or a hang-up. */
export type ReceiverReply = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

export type WebhookReceiver = {
  readonly port: number;
  /** Every request so far. */
  readonly received: Received[];
  /** What is answered from now on. */
  answer: (request: Received, nth: number) => ReceiverReply | 'hang' | 'hang-up';
  close(): Promise<void>;
};

type Certificate = { readonly key: string; readonly cert: string };

/** A receiver of webhooks on this machine, with TLS if it is given a certificate, and any misbehaviour a test wants. */
export const webhookReceiver = async (certificate?: Certificate): Promise<WebhookReceiver> => {
  const listener: RequestListener = async (request, response) => {
    const { url: path = '', headers } = request;
    const received = { path, headers, body: await text(request) };
    self.received.push(received);
    const reply = self.answer(received, self.received.length);
    if (reply === 'hang-up') request.socket.destroy();
    else if (reply !== 'hang') response.writeHead(reply.status, reply.headers).end(reply.body);
  };
  const server: Server = certificate ? createSecureServer(certificate, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const self: WebhookReceiver = {
    port: typeof address === 'object' && address ? address.port : 0,
    received: [],
    answer: () => ({ status: 204 }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
};
