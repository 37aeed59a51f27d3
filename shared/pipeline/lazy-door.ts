import type { Door } from './door.ts';

/** A door whose code is not run before its first job: what only one kind of job needs must not slow the cold start of the others. */
export const lazyDoor = <Data, Deps>(load: () => Promise<Door<Data, Deps>>): Door<Data, Deps> => {
  let loading: Promise<Door<Data, Deps>> | undefined;
  return async (job, data, deps) => {
    loading ??= load();
    return (await loading)(job, data, deps);
  };
};
