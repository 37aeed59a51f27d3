import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { JsonValue } from '#schemas/json.ts';
import type { Credentials } from './callers.ts';
import type { MiniStack } from './ministack.ts';

export type Asked = {
  /** Who signs; nobody if it is left out. */
  readonly as?: Credentials;
  readonly body?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent instead of what was signed. */
  readonly forged?: Readonly<Record<string, string>>;
  readonly signedAt?: Date;
};

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

/** Sends a request over TLS. The certificate is of the address that is connected to, whatever host is asked for. */
const exchange = async (options: RequestOptions, body?: string | Uint8Array): Promise<Answer> => {
  const sent = request({ ...options, servername: '', agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
};

const addressOf = (url: string, ca: string) => {
  const { hostname, port, pathname, search } = new URL(url);
  return { host: hostname, port, path: `${pathname}${search}`, ca };
};

/** What a link leads to. */
export const download = (url: string, { certificate }: MiniStack): Promise<Answer> =>
  exchange(addressOf(url, certificate));

/** Sends a form, as a page would. */
export const sendForm = async (url: string, form: FormData, { certificate }: MiniStack): Promise<Answer> => {
  const encoded = new Response(form);
  const body = await encoded.bytes();
  const headers = { 'content-type': encoded.headers.get('content-type') ?? '', 'content-length': body.length };
  return exchange({ ...addressOf(url, certificate), method: 'POST', headers }, body);
};

/** The deployed API over TLS, by the host name that API Gateway would give it. */
export const apiClient = ({ endpoint, certificate: ca }: MiniStack, restApiId: string, stage: string) => {
  const { hostname, port } = new URL(endpoint);
  const host = `${restApiId}.execute-api.${hostname}:${port}`;

  const signed = async (method: string, path: string, { as: credentials, body, headers, signedAt }: Asked) => {
    const url = new URL(path, 'https://any');
    const plain = {
      method,
      protocol: 'https:',
      hostname: host,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    if (!credentials) return plain;
    const signer = new SignatureV4({ service: 'execute-api', region: 'us-east-1', credentials, sha256: Sha256 });
    return signer.sign(plain, signedAt ? { signingDate: signedAt } : {});
  };

  return async (method: string, path: string, asked: Asked = {}): Promise<Answer> => {
    const whole = `/${stage}${path}`;
    const { headers, body } = await signed(method, whole, asked);
    const options = { method, host: hostname, port, path: whole, headers: { ...headers, ...asked.forged }, ca };
    return exchange(options, body);
  };
};
