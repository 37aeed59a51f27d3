import type { MutationName } from '../mutations.ts';

/** What a thread is asked for. */
export type Asked = { readonly do: 'run' | 'explain'; readonly seed: number; readonly mutation?: MutationName };

/** What became of a seed. */
export type Ran = {
  readonly seed: number;
  /** The promise that was broken, with what broke it; undefined if all held. */
  readonly broken?: string;
  readonly tally: Readonly<Partial<Record<string, number>>>;
  readonly jobs: number;
  /** If it was to be explained: who did what, with no more faults than it takes. */
  readonly lines?: readonly string[];
};
