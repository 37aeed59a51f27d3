import { type Check, type Finding, type State, states } from './check.ts';
import { unseen } from './refusal.ts';
import type { Stage } from './stage.ts';

/** What a check came to: as bad as the worst that it found. */
export type Result = {
  readonly check: string;
  readonly state: State;
  readonly looked: string;
  readonly findings: readonly Finding[];
};

const worst = (findings: readonly Finding[]): State =>
  states.findLast((state) => findings.some((finding) => finding.state === state)) ?? 'ok';

const examined = async ({ name, run }: Check, stage: Stage): Promise<Result> => {
  const { looked, findings } = await run(stage).catch((error: unknown) => ({
    looked: '',
    findings: [unseen(name, error)],
  }));
  return { check: name, state: worst(findings), looked, findings };
};

/** Every check that can be asked of the stage, whatever becomes of the others. */
export const examine = (stage: Stage, checks: readonly Check[]): Promise<readonly Result[]> =>
  Promise.all(checks.filter(({ isLocal }) => isLocal || !stage.isLocal).map((check) => examined(check, stage)));

/** Well enough to sleep: a warning can wait for the day. */
export const isWell = (results: readonly Result[]): boolean =>
  results.every(({ state }) => state === 'ok' || state === 'warning');
