import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MutationName } from '../mutations.ts';
import type { Asked, Ran } from './messages.ts';

/** Which seeds to run. `untilBroken` ends it with the first that breaks a promise. */
export type Order = {
  readonly from: number;
  readonly count: number;
  readonly mutation?: MutationName;
  readonly untilBroken?: boolean;
};

/** Threads that simulate, each with a time of its own. */
export type Threads = {
  /** What became of the seeds, in the order in which they were done. */
  run(order: Order, onRan?: (ran: Ran) => void): Promise<Ran[]>;
  /** Runs a seed and, if it breaks a promise, again with ever fewer faults. */
  explain(seed: number, mutation?: MutationName): Promise<Ran>;
  close(): Promise<void>;
};

const ask = (worker: Worker, asked: Asked): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      end();
    };
    const onMessage = (ran: Ran) => settle(() => resolve(ran));
    const onError = (error: unknown) => settle(() => reject(error));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage(asked);
  });

/** @param count a thread for each core, unless said */
export const startThreads = (count = availableParallelism()): Threads => {
  const thread = new URL('./thread.ts', import.meta.url);
  const workers = Array.from(
    { length: count },
    // A thread needs nothing of what its parent was started with, such as jest's modules.
    () => new Worker(thread, { execArgv: ['--disable-warning=ExperimentalWarning'] }),
  );
  const given = (mutation: MutationName | undefined) => (mutation ? { mutation } : {});

  return {
    async run({ from, count: seeds, mutation, untilBroken = false }, onRan = () => undefined) {
      const all: Ran[] = [];
      let [next, isOver] = [from, false];
      const take = async (worker: Worker): Promise<void> => {
        while (next < from + seeds && !isOver) {
          const ran = await ask(worker, { do: 'run', seed: next++, ...given(mutation) });
          all.push(ran);
          onRan(ran);
          isOver ||= untilBroken && ran.broken !== undefined;
        }
      };
      await Promise.all(workers.map(take));
      return all;
    },
    async explain(seed, mutation) {
      const [worker] = workers;
      if (!worker) throw new Error('No thread to simulate in');
      return ask(worker, { do: 'explain', seed, ...given(mutation) });
    },
    close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
};
