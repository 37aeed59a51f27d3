import { Console } from 'node:console';
import { randomUUID } from 'node:crypto';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { answers } from '#jobs/answers.ts';
import { limits } from '#jobs/template/validate/limits.ts';
import type { Caller } from '#shared/api/caller.ts';
import { callOf } from '#shared/api/mcp/call.ts';
import { download } from '#shared/api/mcp/download.ts';
import { mcpServer } from '#shared/api/mcp/server.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Surroundings } from '../terminal.ts';
import { backend } from './backend.ts';
import { inputWithin } from './input-at.ts';
import { sendFilesBy } from './send-files.ts';

/** The API finds out by itself who asks: by the signature, or that it is this machine. */
const caller: Caller = { principal: 'this machine', isAdmin: false };

/** The longest line that is read: a call with 500 files is below it. */
const maxBufferSize = 16 * 1024 * 1024;

/** Resolves when the agent closes its end, or the signal aborts. */
const ended = (transport: StdioServerTransport, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    transport.onclose = resolve;
    process.stdin.once('end', resolve).once('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });

/**
 * Speaks Model Context Protocol on stdin and stdout until the agent goes. Nothing else may be written to stdout: what would be, goes to
 * stderr. Paths that the agent names are taken of the current directory.
 */
export const speakMcp = async (url: string | undefined, around: Surroundings): Promise<number> => {
  globalThis.console = new Console(process.stderr);
  const behind = backend(url, around);
  const newCorrelationId = () => randomUUID();
  const call = () => callOf({ api: behind.api, caller }, newCorrelationId());
  const server = mcpServer({
    api: behind.api,
    caller,
    newCorrelationId,
    version: packageJson.version,
    longestWaitSeconds: 20,
    charge: async () => undefined,
    ...answers({ engineMs: limits.engineMs }),
    download,
    inputAt: inputWithin(around.cwd, sendFilesBy(call)),
    report: (error, correlationId) =>
      around.err.write(`${correlationId}: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`),
  });
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize });
  const end = ended(transport, around.signal);
  await server.connect(transport);
  around.err.write('Dropforge speaks MCP on stdin and stdout.\n');
  await end;
  await server.close();
  await behind.stop();
  return 0;
};
