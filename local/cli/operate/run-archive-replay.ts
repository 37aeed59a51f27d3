import { type StageName, stageNames } from '#schemas/names.ts';
import { eventBridgeClient, jobsTable, sqsClient } from '../clients.ts';
import { type Arguments, CommandError, UsageError } from '../command.ts';
import { stageNamed } from '../dead-letters/queues.ts';
import { printJson } from '../document.ts';
import { progress } from '../progress.ts';
import { findPipeline, type Pipeline } from '../reach.ts';
import { columns } from '../show.ts';
import type { Surroundings } from '../terminal.ts';
import { type ArchiveReplayed, archiveReplay } from './archive-replay.ts';
import { loads, quiet, type StageLoad } from './quiet.ts';
import { lifeOf, type Window, windowOf } from './window.ts';

/** How often EventBridge is asked, and how long is waited afterwards for the stages to be done with it. */
const pollMs = 1000;
const patienceMs = 60_000;
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html */
const archivedAfterMs = 10 * 60_000;

const stagesOf = (names: readonly string[]): readonly StageName[] => {
  const stages = names.length > 0 ? names.map(stageNamed) : stageNames.filter((stage) => stage !== 'intake');
  if (!stages.includes('intake')) return stages;
  throw new UsageError(
    'Intake hears of S3 by the default bus, which is not archived. The hourly cleanup offers it the drops that it has not heard of.',
  );
};

const windowAsked = async (given: Arguments, pipeline: Pipeline, now: Date): Promise<Window> => {
  const jobId = given.text('job');
  const since = given.text('since');
  if (jobId === undefined) return windowOf(since ?? '', given.text('until'), now);
  const job = await (await jobsTable(pipeline.reach, pipeline.table)).get(jobId);
  if (!job) throw new CommandError(`There is no job ${jobId}.`);
  return lifeOf(job, now);
};

const checkUse = (given: Arguments): void => {
  const isOfJob = given.text('job') !== undefined;
  if (isOfJob === (given.text('since') !== undefined)) throw new UsageError('Say --since TIME, or --job ID.');
  if (isOfJob && given.text('until') !== undefined) throw new UsageError('--until goes with --since.');
};

type Outcome = ArchiveReplayed & {
  readonly window: Window;
  readonly before: readonly StageLoad[];
  readonly after: readonly StageLoad[];
};

const page = ({ state, reason, lastEventAt, window, before, after }: Outcome): string =>
  [
    `${state}${reason ? ` (${reason})` : ''}: what the bus kept from ${window.since.toISOString()} to ${window.until.toISOString()}, ${
      lastEventAt ? `the last of it of ${lastEventAt.toISOString()}` : 'which was nothing'
    }.`,
    '',
    ...columns([
      ['stage', 'waiting', 'at work', 'dead before', 'dead now'],
      ...after.map(({ stage, waiting, atWork, dead }, at) =>
        [stage, waiting, atWork, before[at]?.dead ?? 0, dead].map(String),
      ),
    ]),
    '',
  ].join('\n');

/** Replays the archive as it is asked for, and says what came of it. Resolves to the exit code. */
export const runArchiveReplay = async (given: Arguments, { out, err, cwd, signal }: Surroundings): Promise<number> => {
  checkUse(given);
  const stages = stagesOf(given.positionals);
  const now = new Date();
  const pipeline = await findPipeline(given, cwd);
  const window = await windowAsked(given, pipeline, now);
  const { reach, name: deployment } = pipeline;
  const [events, sqs] = await Promise.all([eventBridgeClient(reach), sqsClient(reach)]);
  const before = await loads(sqs, deployment, stages);
  const steps = progress(err);
  if (now.getTime() - window.until.getTime() < archivedAfterMs && reach === undefined)
    steps.say('EventBridge takes up to ten minutes to archive an event: the youngest may be missing.');
  try {
    steps.start('replay', 'asking EventBridge');
    const tell = ({ state, lastEventAt }: ArchiveReplayed) =>
      steps.start('replay', `${state.toLowerCase()}${lastEventAt ? `, at ${lastEventAt.toISOString()}` : ''}`);
    const name = `${deployment}-${now.toISOString().replaceAll(/[:.]/g, '-')}`.slice(-64);
    const replayed = await archiveReplay(events, { deployment, stages, name, ...window }, { signal, pollMs, tell });
    steps.start('replay', 'waiting for the stages to be done with it');
    const after = await quiet(sqs, { deployment, stages, patienceMs }, signal);
    const outcome = { ...replayed, window, before, after };
    out.write(given.flag('json') ? printJson({ name, stages, ...outcome }) : page(outcome));
    if (signal.aborted) return 130;
    return replayed.state === 'COMPLETED' ? 0 : 1;
  } finally {
    steps.close();
  }
};
