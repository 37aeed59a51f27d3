import type { Environment } from './environment.ts';
import type { Invocation } from './invocation.ts';

/** A function's execution environments. */
export type Pool = {
  /** Runs an event in an environment that is free, in a new one, or in the first that becomes free; `began` is told when it has one. */
  invoke(event: unknown, began?: () => void): Promise<Invocation>;
  /** Starts one environment ahead of its first event and waits until it is ready. */
  warm(): Promise<void>;
  /** Ends every environment; an invocation that still runs is a crash. */
  stop(): Promise<void>;
};

/**
 * Lambda gives an environment one invocation at a time and keeps it for the next; one that timed out or crashed is
 * replaced. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export const createPool = (
  start: () => Promise<Environment>,
  options: { readonly size: number; readonly timeoutSeconds: number },
): Pool => {
  const all = new Set<Environment>();
  const idle: Environment[] = [];
  const waiting: (() => void)[] = [];
  let starting = 0;
  let stopped = false;

  const add = async (): Promise<Environment> => {
    starting += 1;
    try {
      const environment = await start();
      all.add(environment);
      if (stopped) await environment.kill();
      return environment;
    } finally {
      starting -= 1;
    }
  };

  const acquire = async (): Promise<Environment> => {
    for (;;) {
      const free = idle.pop();
      if (free !== undefined && !free.ended) return free;
      if (free !== undefined) all.delete(free);
      else if (all.size + starting < options.size) return add();
      else await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };

  const release = (environment: Environment): void => {
    if (environment.ended) all.delete(environment);
    else idle.push(environment);
    waiting.shift()?.();
  };

  return {
    invoke: async (event, began) => {
      const environment = await acquire();
      began?.();
      try {
        return await environment.invoke(event, options.timeoutSeconds);
      } finally {
        release(environment);
      }
    },
    warm: async () => {
      if (all.size + starting > 0 || stopped) return;
      const environment = await add();
      release(environment);
      await environment.ready;
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...all].map((environment) => environment.kill()));
    },
  };
};
