import type { Arguments, Command } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { runArchiveReplay } = await import('../operate/run-archive-replay.ts');
  return runArchiveReplay(given, around);
};

export const replayArchiveCommand: Command = {
  name: 'replay archive',
  summary: 'have EventBridge say again to stages what its bus kept; what they have handled they know',
  takes: ['[stage...]'],
  options: {
    ...stageOption,
    since: { value: 'TIME', description: 'from when: 2026-11-21T02:00Z, or how long ago: 90min, 2h, 3d' },
    until: { value: 'TIME', description: 'until when (default: now)' },
    job: { value: 'ID', description: 'instead: all the time from the submission of this job to its end' },
    json: { description: 'print one JSON document' },
  },
  examples: [
    'replay archive --job 0199aa00-0000-7000-8000-000000000000 --stage prod',
    'replay archive collector --since 2026-11-21T02:00Z --until 2026-11-21T03:00Z --stage prod',
    'replay archive notifier cleanup --since 2h --stage prod',
  ],
  run,
};
