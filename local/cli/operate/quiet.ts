import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StageName } from '#schemas/names.ts';
import { countOf } from '../dead-letters/count.ts';
import { queueUrl } from '../dead-letters/queues.ts';

/** What waits for a stage, is at work there, and has died of it; all counted about. */
export type StageLoad = {
  readonly stage: StageName;
  readonly waiting: number;
  readonly atWork: number;
  readonly dead: number;
};

const loadOf = async (sqs: SQSClient, deployment: string, stage: StageName): Promise<StageLoad> => {
  const count = async (name: string) => countOf(sqs, { url: await queueUrl(sqs, deployment, name) });
  const [own, dead] = await Promise.all([count(stage), count(`${stage}-dlq`)]);
  return { stage, waiting: own.lying, atWork: own.inHand, dead: dead.lying + dead.inHand };
};

export const loads = (sqs: SQSClient, deployment: string, stages: readonly StageName[]) =>
  Promise.all(stages.map((stage) => loadOf(sqs, deployment, stage)));

/** How the stages stand once they have nothing left to do, or after `patienceMs`: others may keep them busy. */
export const quiet = async (
  sqs: SQSClient,
  { deployment, stages, patienceMs }: { deployment: string; stages: readonly StageName[]; patienceMs: number },
  signal: AbortSignal,
): Promise<readonly StageLoad[]> => {
  for (const end = Date.now() + patienceMs; ; ) {
    const found = await loads(sqs, deployment, stages);
    if (found.every(({ waiting, atWork }) => waiting + atWork === 0) || signal.aborted || Date.now() >= end)
      return found;
    await sleep(1000, undefined, { signal }).catch(() => undefined);
  }
};
