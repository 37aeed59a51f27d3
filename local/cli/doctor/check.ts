import type { Stage } from './stage.ts';

/** From best to worst. `unknown`: it could not be looked at, which is not well either. */
export const states = ['ok', 'warning', 'unknown', 'failure'] as const;
export type State = (typeof states)[number];

/** Something that is not as it should be, and what to do about it. */
export type Finding = {
  readonly state: Exclude<State, 'ok'>;
  readonly found: string;
  readonly todo: string;
};

/** What a check came to: `looked` says what of, and is what is told if all is well. */
export type Examined = { readonly looked: string; readonly findings: readonly Finding[] };

/** One thing that can be wrong with a stage. What it throws is told as `unknown`. */
export type Check = {
  readonly name: string;
  /** Whether the embedded cloud can be asked for it, too. */
  readonly isLocal?: true;
  run(stage: Stage): Promise<Examined>;
};

export const failure = (found: string, todo: string): Finding => ({ state: 'failure', found, todo });
export const warning = (found: string, todo: string): Finding => ({ state: 'warning', found, todo });
