import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';

/** A running MiniStack: an AWS emulator from PyPI that runs Lambda functions as processes of this machine. */
export type MiniStack = {
  readonly endpoint: string;
  /** The certificate it made itself (PEM): clients must trust it. */
  readonly certificate: string;
  /** What it has printed so far. */
  log(): string;
  /** The process ids of the warm workers of a function, by its name. */
  workers(functionName: string): Promise<number[]>;
  /** Ends it with its workers and removes their files. */
  stop(): Promise<void>;
};

const repository = join(import.meta.dirname, '..', '..');

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
};

const environment = (port: number, home: string): NodeJS.ProcessEnv => ({
  // The functions run on this very Node, whose major version is the Lambda runtime's.
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  HOME: home,
  TMPDIR: home,
  GATEWAY_PORT: String(port),
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1', // what queue URLs say
  // Every call is checked against the policies of the role that makes it: the stack's own least privilege is tested too.
  AUTH: 'true',
  // Over TLS only, or the stack's own policies would refuse everything.
  USE_SSL: '1',
  LOG_LEVEL: 'INFO',
  NO_PROXY: '127.0.0.1,localhost',
});

const isHealthy = (endpoint: string, ca: string): Promise<boolean> =>
  new Promise((resolve) => {
    get(`${endpoint}/_ministack/health`, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });

const signalGroup = ({ pid, exitCode, signalCode }: ChildProcess, name: NodeJS.Signals): void => {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, name);
};

const endGroup = async (emulator: ChildProcess): Promise<void> => {
  if (emulator.exitCode !== null || emulator.signalCode !== null) return;
  const exited = once(emulator, 'exit');
  signalGroup(emulator, 'SIGTERM');
  const impatience = setTimeout(() => signalGroup(emulator, 'SIGKILL'), 5_000);
  await exited;
  clearTimeout(impatience);
};

const processes = async (): Promise<{ pid: number; command: string }[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args='], { maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\n').map((line) => {
    const [pid = '', ...command] = line.trim().split(/\s+/);
    return { pid: Number(pid), command: command.join(' ') };
  });
};

/** Starts MiniStack on a free loopback port; its files and its functions' are in a folder of its own. Throws if it is not healthy in 30 s. */
export const startMiniStack = async (): Promise<MiniStack> => {
  const home = await mkdtemp(join(tmpdir(), 'dropforge-ministack-'));
  const port = await freePort();
  const endpoint = `https://127.0.0.1:${port}`;
  const emulator = spawn(join(repository, '.venv', 'bin', 'ministack'), [], {
    cwd: home,
    env: environment(port, home),
    detached: true, // a process group of its own, so that its workers end with it
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Not even an interrupted run leaves it behind.
  process.once('exit', () => signalGroup(emulator, 'SIGKILL'));
  let printed = '';
  for (const stream of [emulator.stdout, emulator.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const stop = async () => {
    await endGroup(emulator);
    await rm(home, { recursive: true, force: true });
  };
  let certificate: string;
  try {
    certificate = await eventually('MiniStack is healthy', 30_000, async () => {
      if (emulator.exitCode !== null) throw new Error(`MiniStack ended:\n${printed}`);
      const ca = await readFile(join(home, 'ministack-tls', 'server.crt'), 'utf8').catch(() => undefined);
      return ca !== undefined && (await isHealthy(endpoint, ca)) ? ca : undefined;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint,
    certificate,
    log: () => printed,
    workers: async (functionName) =>
      (await processes())
        .filter(({ command }) => command.includes(join(home, `ministack-lambda-${functionName}-`)))
        .map(({ pid }) => pid),
    stop,
  };
};
