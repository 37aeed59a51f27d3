import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import type { Cloud } from '../cloud/cloud.ts';
import { CommandError, UsageError } from './command.ts';
import { printJson } from './document.ts';
import { outputOf, startEmbedded } from './embedded.ts';
import { progress } from './progress.ts';
import { type ServeRecord, serveFile } from './serve-record.ts';
import type { Surroundings } from './terminal.ts';

const defaultPort = 8080;

/** A port number; throws a `UsageError` for anything else. */
export const portOf = (text: string | undefined): number => {
  if (text === undefined) return defaultPort;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`--port is a number from 0 to 65535, not "${text}".`);
  return port;
};

const healthServer = (): Server =>
  createServer((request, response) => {
    const known = request.url === '/v1/health';
    const status = !known ? 404 : request.method === 'GET' || request.method === 'HEAD' ? 200 : 405;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        status === 200 ? { status: 'ok' } : { message: status === 404 ? 'Not found' : 'Method not allowed' },
      ),
    );
  });

/** Listens on the loopback interface only; resolves to its URL. */
const listen = async (server: Server, port: number): Promise<string> => {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`Port ${port} cannot be had (${error.code}): try --port 0.`);
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
};

const instructions = (cloud: Cloud, url: string): string =>
  [
    `Dropforge is up: ${url}/v1/health`,
    '',
    'For the AWS CLI and SDKs, in another terminal:',
    '',
    ...Object.entries(cloud.env).map(([name, value]) => `  export ${name}=${value}`),
    '',
    `  aws s3 cp --recursive examples/web-service s3://${outputOf(cloud, 'InputBucketName')}/drops/web-service/`,
    '',
    'Then: npm start -- jobs, job <id>, redrive <stage>. Ctrl-C ends it.',
    '',
  ].join('\n');

/** Keeps the embedded cloud up until the signal aborts; other commands find it through `.dropforge/serve.json`. */
export const keepServing = async (
  port: string | undefined,
  { out, err, cwd, signal }: Surroundings,
): Promise<number> => {
  const server = healthServer();
  const url = await listen(server, portOf(port));
  const steps = progress(err);
  const file = serveFile(cwd);
  let cloud: Cloud | undefined;
  try {
    cloud = await startEmbedded(steps, { cwd, schedules: true });
    const record: ServeRecord = { pid: process.pid, url, env: cloud.env, outputs: cloud.outputs };
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, printJson(record));
    out.write(instructions(cloud, url));
    if (!signal.aborted) await once(signal, 'abort');
    err.write('Stopping.\n');
    return 0;
  } finally {
    steps.close();
    await rm(file, { force: true });
    server.close();
    server.closeAllConnections();
    await cloud?.stop();
  }
};
