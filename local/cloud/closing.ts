export type Close = () => Promise<unknown> | unknown;

/** What is to be closed at the end, last opened first, each once. */
export const createClosing = () => {
  const open: Close[] = [];
  return {
    add: (...acts: readonly Close[]): void => void open.push(...acts),
    closeAll: async (): Promise<void> => {
      for (let act = open.pop(); act !== undefined; act = open.pop()) await act();
    },
  };
};

export type Closing = ReturnType<typeof createClosing>;

/** Waits for a promise, but no longer than `ms` milliseconds. */
export const within = (promise: Promise<unknown>, ms: number): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
};
