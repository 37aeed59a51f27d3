import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelReplayCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  DescribeRuleCommand,
  type EventBridgeClient,
  type ReplayState,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import type { StageName } from '#schemas/names.ts';
import { CommandError } from '../command.ts';
import type { Window } from './window.ts';

export type ArchiveReplayRequest = Window & {
  /** What the deployment's bus, archive and rules are named after. */
  readonly deployment: string;
  readonly stages: readonly StageName[];
  /** Of the replay: none had it before. At most 64 letters, digits, dots, dashes and underscores. */
  readonly name: string;
};

export type ArchiveReplayed = {
  readonly state: ReplayState;
  readonly reason?: string;
  /** The time of the last event that was replayed; missing if there was none. */
  readonly lastEventAt?: Date;
};

export type Watching = {
  readonly signal: AbortSignal;
  readonly pollMs: number;
  tell(replayed: ArchiveReplayed): void;
};

const over: readonly ReplayState[] = ['COMPLETED', 'CANCELLED', 'FAILED'];

/** The rule that feeds a stage. Throws a `CommandError` if it is disabled: the replay would pass it by. */
const ruleArn = async (client: EventBridgeClient, bus: string, stage: StageName): Promise<string> => {
  const Name = `${bus}-${stage}`;
  const { Arn = '', State } = await client.send(new DescribeRuleCommand({ Name, EventBusName: bus }));
  if (State !== 'DISABLED') return Arn;
  const enable = `aws events enable-rule --name ${Name} --event-bus-name ${bus}`;
  throw new CommandError(`The rule of the ${stage} is disabled, and a replay would pass it by: ${enable}`);
};

const look = async (client: EventBridgeClient, ReplayName: string): Promise<ArchiveReplayed> => {
  const found = await client.send(new DescribeReplayCommand({ ReplayName }));
  const { State: state = 'STARTING', StateReason: reason, EventLastReplayedTime: lastEventAt } = found;
  return { state, ...(reason !== undefined && { reason }), ...(lastEventAt && { lastEventAt }) };
};

/** Waits until the replay is over; a signal that aborts cancels it. */
const follow = async (client: EventBridgeClient, name: string, { signal, pollMs, tell }: Watching) => {
  let isCancelled = false;
  for (;;) {
    const replayed = await look(client, name);
    tell(replayed);
    if (over.includes(replayed.state)) return replayed;
    if (signal.aborted && !isCancelled) {
      await client.send(new CancelReplayCommand({ ReplayName: name }));
      isCancelled = true;
    }
    await sleep(pollMs, undefined, isCancelled ? {} : { signal }).catch(() => undefined);
  }
};

/**
 * Has EventBridge say again, to the rules of these stages alone, what the bus kept of a time, and waits until it is done. A stage knows by
 * their ids the events that it has handled. docs/decisions/archive-replay.md
 */
export const archiveReplay = async (
  client: EventBridgeClient,
  { deployment, stages, since, until, name }: ArchiveReplayRequest,
  watching: Watching,
): Promise<ArchiveReplayed> => {
  const archive = await client.send(new DescribeArchiveCommand({ ArchiveName: deployment }));
  const FilterArns = await Promise.all(stages.map((stage) => ruleArn(client, deployment, stage)));
  await client.send(
    new StartReplayCommand({
      ReplayName: name,
      EventSourceArn: archive.ArchiveArn,
      EventStartTime: since,
      EventEndTime: until,
      Destination: { Arn: archive.EventSourceArn, FilterArns },
    }),
  );
  return follow(client, name, watching);
};
