import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Invocation } from './invocation.ts';
import type { FromWorker, ToWorker, WorkerData } from './messages.ts';

/** AWS gives init 10 s and then tries again; a laptop that loads all functions at once may need longer than one of AWS's hosts. */
const initSeconds = 30;
/** A worker's code and heap: more than the bundle's own share of memory, less than the laptop's. */
const heapMB = (memoryMB: number): number => Math.max(256, memoryMB);

/** One execution environment: it serves one invocation at a time, and once ended it stays ended. */
export type Environment = {
  readonly ended: boolean;
  /** Resolves when the bundle is loaded, or with the reason it could not be. */
  readonly ready: Promise<Invocation | undefined>;
  invoke(event: unknown, timeoutSeconds: number): Promise<Invocation>;
  /** Ends the process as the operating system would: no handler, no `finally`. */
  kill(): Promise<void>;
};

/** The worker's code without its types, once for all: Node would strip them at each start, which is a fifth of its cost. */
const workerCode = stripTypeScriptTypes(readFileSync(new URL('./worker.ts', import.meta.url), 'utf8'));

const crash = (errorMessage: string): Invocation => ({
  outcome: 'crash',
  errorType: 'Runtime.ExitError',
  errorMessage,
});

const failed = ({ errorType, errorMessage }: { errorType: string; errorMessage: string }): Invocation => ({
  outcome: 'error',
  errorType,
  errorMessage,
});

const forwardLines = (stream: Readable, onLine: (line: string) => void): void => {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
};

/**
 * Starts a worker thread with the function's bundle and environment. What it writes goes to `onLine`, never to the terminal.
 * It sees none of this process's environment variables but those that every process needs.
 */
export const startEnvironment = (
  data: WorkerData,
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Environment => {
  const worker = new Worker(workerCode, {
    eval: true,
    workerData: data,
    env: { ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMB(data.memoryMB) },
  });
  let ended = false;
  let running: { readonly id: string; readonly end: (result: Invocation) => void } | undefined;
  let becomeReady: (result: Invocation | undefined) => void = () => undefined;
  const ready = new Promise<Invocation | undefined>((resolve) => {
    becomeReady = resolve;
  });

  const finish = (result: Invocation): void => {
    const current = running;
    running = undefined;
    current?.end(result);
  };
  const stopWith = (result: Invocation): Promise<void> => {
    ended = true;
    becomeReady(result);
    finish(result);
    return worker.terminate().then(() => undefined);
  };
  const receive = (message: FromWorker): void => {
    if (message.type === 'ready') becomeReady(undefined);
    else if (message.type === 'unready') void stopWith(failed(message));
    else if (message.id !== running?.id) return;
    else if (message.type === 'error') finish(failed(message));
    else finish({ outcome: 'success', payload: JSON.parse(message.payload) });
  };

  forwardLines(worker.stdout, onLine);
  forwardLines(worker.stderr, onLine);
  worker.on('message', receive);
  worker.on('error', (error) => void stopWith(crash(error instanceof Error ? error.message : String(error))));
  worker.on('exit', (code) => void stopWith(crash(`The function's process ended with exit code ${code}`)));

  const initTimer = setTimeout(
    () =>
      void stopWith({
        outcome: 'timeout',
        errorType: 'Sandbox.Timedout',
        errorMessage: `Init took over ${initSeconds} s`,
      }),
    initSeconds * 1000,
  );
  void ready.then(() => clearTimeout(initTimer));

  return {
    get ended() {
      return ended;
    },
    ready,
    kill: () => stopWith(crash('The function was killed')),
    invoke: async (event, timeoutSeconds) => {
      const unready = await ready;
      if (unready !== undefined) return unready;
      if (ended) return crash('The function was killed');
      return new Promise<Invocation>((resolve) => {
        const errorMessage = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
        const timer = setTimeout(
          () => void stopWith({ outcome: 'timeout', errorType: 'Sandbox.Timedout', errorMessage }),
          timeoutSeconds * 1000,
        );
        const id = randomUUID();
        const end = (result: Invocation) => {
          clearTimeout(timer);
          resolve(result);
        };
        running = { id, end };
        const message: ToWorker = { id, event: JSON.stringify(event), deadline: Date.now() + timeoutSeconds * 1000 };
        worker.postMessage(message);
      });
    },
  };
};
