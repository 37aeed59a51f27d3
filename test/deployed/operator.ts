import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Credentials } from './callers.ts';
import type { DeployedStack } from './deployed-stack.ts';

const program = join(import.meta.dirname, '..', '..', 'local', 'cli', 'main.ts');

/** Somebody at a terminal with the credentials of the account. */
export type Operator = {
  /** What a command prints with `--json`. Throws what it complains of. */
  read(...argv: string[]): Promise<ReturnType<typeof JSON.parse>>;
  leave(): Promise<void>;
};

const root: Credentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: '' };

/** An operator of a deployed stack: the command line in a process of its own, which finds the emulator as the SDK finds AWS. */
export const operatorOf = async ({ stage, ministack }: DeployedStack, who: Credentials = root): Promise<Operator> => {
  const home = await mkdtemp(join(tmpdir(), 'dropforge-operator-'));
  const authority = join(home, 'authority.pem');
  await writeFile(authority, ministack.certificate);
  const env = {
    HOME: home,
    AWS_ENDPOINT_URL: ministack.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: who.accessKeyId,
    AWS_SECRET_ACCESS_KEY: who.secretAccessKey,
    ...(who.sessionToken && { AWS_SESSION_TOKEN: who.sessionToken }),
    NODE_EXTRA_CA_CERTS: authority,
    NO_PROXY: '127.0.0.1',
  };
  return {
    async read(...argv) {
      const args = ['--disable-warning=ExperimentalWarning', program, ...argv, '--stage', stage, '--json'];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: home, timeout: 60_000 });
      return JSON.parse(stdout);
    },
    leave: () => rm(home, { recursive: true }),
  };
};
