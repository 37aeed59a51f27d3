import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

export type Measured = { readonly ms: number; readonly peakMb?: number; readonly stdout: string };

/** Linux's own high-water mark of a process's memory; undefined elsewhere, or when the process has gone. */
const peakMb = (pid: number | undefined): number | undefined => {
  try {
    const kb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    return undefined;
  }
};

/** Runs a program to its end, whatever its exit code: the time from its start to its end, and the most memory it held. */
export const measured = (command: string, args: readonly string[]): Promise<Measured> =>
  new Promise((done, fail) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    let peak: number | undefined;
    const watch = setInterval(() => {
      peak = peakMb(child.pid) ?? peak;
    }, 20);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', fail).on('close', () => {
      clearInterval(watch);
      const stdout = Buffer.concat(chunks).toString();
      done({ ms: performance.now() - start, stdout, ...(peak !== undefined && { peakMb: peak }) });
    });
  });
