/** As `Promise.all`, but nothing is thrown before everything is over: letters that are held must be given back. */
export const allDone = async <Result>(work: readonly Promise<Result>[]): Promise<Result[]> => {
  await Promise.allSettled(work);
  return Promise.all(work);
};
