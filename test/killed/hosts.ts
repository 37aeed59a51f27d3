import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Compute } from '#local/cloud/lambda/compute.ts';

const worker = join(import.meta.dirname, 'worker.ts');

/** Processes that run functions, which can be killed and replaced. */
export const startHosts = async (compute: Compute, count: number) => {
  const start = async (): Promise<ChildProcess> => {
    const child = fork(worker, {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.send(compute);
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`A host ended with exit code ${code}`))),
    ]);
    return child;
  };
  const running = await Promise.all(Array.from({ length: count }, start));

  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  const kill = async (index: number): Promise<void> => {
    const child = running[index];
    if (child === undefined) throw new Error(`There is no host ${index}`);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };

  return {
    count,
    kill,
    replace: async (index: number): Promise<void> => {
      running[index] = await start();
    },
    stop: async (): Promise<void> => {
      await Promise.all(running.map((_, index) => kill(index)));
    },
  };
};
