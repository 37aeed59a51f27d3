import { type Arguments, type Command, UsageError } from '../command.ts';
import { origins } from '../dead-letters/queues.ts';
import { numberOf } from '../number-of.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const [{ stageNamed }, { rateOf }, { redriveLetters }] = await Promise.all([
    import('../dead-letters/queues.ts'),
    import('../dead-letters/pace.ts'),
    import('../dead-letters/redrive-letters.ts'),
  ]);
  const stage = stageNamed(given.positionals[0] ?? '');
  const perSecond = rateOf(given.text('rate') ?? '10/s');
  const limit = given.text('limit');
  const ids = new Set(given.texts('id'));
  if (ids.size > 0 && limit !== undefined) throw new UsageError('Give --id or --limit, not both.');
  const most = limit === undefined ? Number.POSITIVE_INFINITY : numberOf('limit', limit, 1_000_000);
  return redriveLetters(given, { stage, perSecond, ids, limit: ids.size > 0 ? ids.size : most }, around);
};

export const redriveCommand: Command = {
  name: 'redrive',
  summary: "move a stage's dead letters back into its queue, at a pace that does not drown it",
  takes: ['<stage>'],
  options: {
    ...stageOption,
    id: { value: 'LETTER', repeats: true, description: 'only this letter, as dlq lists it. May be repeated' },
    reason: { value: 'CODE', description: 'only letters that died of this' },
    from: {
      value: 'WHERE',
      oneOf: origins,
      description:
        "only dlq: what the stage gave up; rule: events that EventBridge could not deliver; or schedule: the schedules' messages (default: dlq and rule)",
    },
    rate: { value: 'N/s', description: 'at most so many a second, or N/min (default 10/s)' },
    limit: { value: 'N', description: 'at most so many: try one before the others' },
    json: { description: 'print one JSON document' },
  },
  examples: [
    'redrive collector',
    'redrive validator --stage prod --limit 1',
    'redrive generator --stage prod --reason TimeoutError --rate 30/min',
    'redrive cleanup --stage prod --from rule',
  ],
  run,
};
