import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { apiClient } from './api-client.ts';
import type { Credentials } from './callers.ts';

type Ask = ReturnType<typeof apiClient>;

/** The SDK's transport over signed requests. */
const signedFetch =
  (ask: Ask, as: Credentials): typeof fetch =>
  async (_, init) => {
    const { host: _host, ...headers } = Object.fromEntries(new Headers(init?.headers));
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const answer = await ask(init?.method ?? 'GET', '/v1/mcp', { as, headers, ...(body !== undefined && { body }) });
    const type = answer.headers['content-type'];
    return new Response(answer.text === '' ? null : answer.text, {
      status: answer.status,
      headers: type === undefined ? {} : { 'content-type': type },
    });
  };

/** A client of the deployed MCP endpoint, after its first greeting. */
export const mcpClient = async (ask: Ask, as: Credentials): Promise<Client> => {
  const client = new Client({ name: 'deployed-test', version: '1' });
  const url = new URL('https://deployed.invalid/v1/mcp');
  await client.connect(new StreamableHTTPClientTransport(url, { fetch: signedFetch(ask, as) }));
  return client;
};
