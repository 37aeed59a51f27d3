import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type * as z from 'zod';
import type { KnownCredential } from '#local/cloud/api-gateway/options.ts';
import type { Cloud } from '#local/cloud/cloud.ts';
import { problem } from '#schemas/api/problem.ts';

const accountId = '000000000000';

const someone = (name: string): KnownCredential => ({
  accessKeyId: `ASIA${name.toUpperCase()}`,
  secretAccessKey: `secret of ${name}`,
  sessionToken: `token of ${name}`,
  principalArn: `arn:aws:sts::${accountId}:assumed-role/${name}/session`,
  accountId,
});

/** Whose signatures the gateway knows, each a session of a role of their name. */
export const people = { Alice: someone('Alice'), Bob: someone('Bob'), Admin: someone('Admin') } as const;

export type Name = keyof typeof people;

/** What somebody owns their jobs as. */
export const principalOf = (name: Name): string => `arn:aws:iam::${accountId}:role/${name}`;

export type Asked = {
  /** `null`: nobody, without a signature. Default: Alice. */
  readonly as?: Name | null;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly told: unknown;
};

const signed = async (url: URL, method: string, { as = 'Alice', json, body, headers }: Asked) => {
  const content = json === undefined ? body : JSON.stringify(json);
  const plain = { host: url.host, ...(json !== undefined && { 'content-type': 'application/json' }), ...headers };
  if (as === null) return { headers: plain, content };
  const signer = new SignatureV4({
    service: 'execute-api',
    region: 'us-east-1',
    credentials: people[as],
    sha256: Sha256,
  });
  const request = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: plain,
    ...(content !== undefined && { body: content }),
  });
  return { headers: request.headers, content };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Asks the embedded API Gateway as signed callers do. */
export const apiClient = ({ apiUrl }: Cloud) => {
  const ask = async (method: string, path: string, asked: Asked = {}): Promise<Answer> => {
    const url = new URL(`${apiUrl}${path}`);
    const { headers, content } = await signed(url, method, asked);
    const response = await fetch(url, { method, headers, ...(content !== undefined && { body: content }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, told: parsed(text) };
  };
  return ask;
};

/** The problem that an answer is, after checking that it is one and the same in its headers. */
export const problemOf = ({ status, headers, told }: Answer) => {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const said = problem.parse(told);
  expect([status, headers.get('x-correlation-id')]).toEqual([said.status, said.correlationId]);
  return said;
};

/** What an answer says, by its schema; fails with the answer if its status is another. */
export const toldBy = <Schema extends z.ZodType>(
  schema: Schema,
  { status, told, text }: Answer,
  expected: number,
): z.infer<Schema> => {
  if (status !== expected) throw new Error(`Answered ${status} instead of ${expected}: ${text.slice(0, 2_000)}`);
  return schema.parse(told);
};
