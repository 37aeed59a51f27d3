import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const main = join(import.meta.dirname, '..', '..', 'local', 'cli', 'main.ts');

/** Runs `inventory --live` as a user would who has nothing but this environment. */
export const cli = async (given: readonly string[], env: Readonly<Record<string, string>>) => {
  const home = await mkdtemp(join(tmpdir(), 'dropforge-home-'));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'inventory', '--live', ...given],
    {
      cwd: home,
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exited = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await exited;
  await rm(home, { recursive: true, force: true });
  return { status, stdout, stderr };
};
