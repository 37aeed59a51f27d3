/**
 * `npm run served -- [OPTION OF SERVE…] -- COMMAND [ARG…]`: runs a command beside a service of its own, and ends with its exit
 * code. The command finds the service by DROPFORGE_URL, and by the AWS environment that `serve` tells of.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServeRecord, serveFile, serveRecord } from '#local/cli/serve/record.ts';

const startMs = 180_000;

const given = process.argv.slice(2);
const split = given.indexOf('--');
const [command = '', ...args] = given.slice(split + 1);
if (split === -1 || command === '') {
  console.error('Which command? npm run served -- [OPTION OF SERVE…] -- COMMAND [ARG…]');
  process.exit(2);
}

const cwd = await mkdtemp(join(tmpdir(), 'dropforge-served-'));
const cli = join(import.meta.dirname, '..', 'local', 'cli', 'dropforge.js');
const service = spawn(process.execPath, [cli, 'serve', '--port', '0', ...given.slice(0, split)], {
  cwd,
  stdio: ['ignore', 'ignore', 'inherit'],
});

const record = async (): Promise<ServeRecord> => {
  for (const deadline = Date.now() + startMs; Date.now() < deadline; await sleep(100)) {
    if (service.exitCode !== null) throw new Error(`serve ended with ${service.exitCode}`);
    const text = await readFile(serveFile(cwd), 'utf8').catch(() => '');
    if (text.endsWith('}\n')) return serveRecord.parse(JSON.parse(text));
  }
  throw new Error(`serve did not come up in ${startMs / 1000} s`);
};

try {
  const { url, env } = await record();
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env, DROPFORGE_URL: url } });
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
} finally {
  service.kill('SIGTERM');
  if (service.exitCode === null) await once(service, 'exit');
  await rm(cwd, { recursive: true, force: true });
}
