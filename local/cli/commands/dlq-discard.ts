import { type Arguments, type Command, UsageError } from '../command.ts';
import type { Wanted } from '../dead-letters/wanted.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const noteOf = (given: Arguments): string => {
  const note = given.text('note')?.trim();
  if (note) return note;
  throw new UsageError('Say why, for whoever looks for it later: --note "…".');
};

const wantedOf = (given: Arguments): Wanted => {
  const ids = given.positionals;
  if (given.flag('all') === ids.length > 0) throw new UsageError('Name the letters, or say --all.');
  const reason = given.text('reason');
  return { ...(ids.length > 0 && { ids: new Set(ids) }), ...(reason !== undefined && { reason }) };
};

/** More than one must be meant: without `--yes` they are counted and nothing else. */
const isConfirmed = (given: Arguments): boolean => given.flag('yes') || given.positionals.length === 1;

const run = async (given: Arguments, { out, cwd, signal }: Surroundings): Promise<number> => {
  const note = noteOf(given);
  const wanted = wantedOf(given);
  const [{ queuesNamed }, { openDeadLetters }, { confirmedLater }, { discardLetters }, { printJson }] =
    await Promise.all([
      import('../dead-letters/queues.ts'),
      import('../dead-letters/open.ts'),
      import('../dead-letters/confirmed-later.ts'),
      import('../dead-letters/discard-letters.ts'),
      import('../document.ts'),
    ]);
  const { pipeline, sqs, queues } = await openDeadLetters(given, queuesNamed(given.text('queue')), cwd);
  if (!isConfirmed(given)) throw await confirmedLater(sqs, queues, wanted, signal);
  const { bucket, kept } = await discardLetters(pipeline, { sqs, queues, wanted, note }, signal);
  const missing = [...(wanted.ids ?? [])].filter((id) => !kept.has(id));
  const where = [...kept].map(([letter, key]) => ({ letter, keptAs: `s3://${bucket}/${key}` }));
  out.write(
    given.flag('json')
      ? printJson({ discarded: where, missing })
      : [
          ...where.map(({ letter, keptAs }) => `${letter} discarded; kept as ${keptAs}`),
          ...missing.map((letter) => `${letter} was not found`),
          ...(where.length + missing.length === 0 ? ['There was nothing to discard.'] : []),
          '',
        ].join('\n'),
  );
  if (signal.aborted) return 130;
  return missing.length > 0 ? 1 : 0;
};

export const dlqDiscardCommand: Command = {
  name: 'dlq discard',
  summary: 'take dead letters out of their queues for good; each is kept in the archive with a note',
  takes: ['[letter...]'],
  options: {
    ...stageOption,
    note: { value: 'TEXT', description: 'why, for whoever looks for it later; must be said' },
    all: { description: 'every letter, instead of those that are named' },
    queue: { value: 'NAME', description: 'only of this queue or stage' },
    reason: { value: 'CODE', description: 'only letters that died of this' },
    yes: { description: 'do so, if it is more than one' },
    json: { description: 'print one JSON document' },
  },
  examples: [
    'dlq discard 5b4c5a1e-8d6f-4f0b-9f5a-2a1d9c1f0e11 --note "a test of mine"',
    'dlq discard --all --queue schedule-dlq --note "the next round does it" --yes --stage prod',
    'dlq discard --all --reason UNKNOWN_JOB --note "records have expired" --yes --stage prod',
  ],
  run,
};
