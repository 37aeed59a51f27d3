import { type Arguments, type Command, UsageError } from '../command.ts';
import type { Surroundings } from '../terminal.ts';

const thresholdOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const threshold = Number(text);
  if (text.trim() !== '' && threshold >= 0 && threshold <= 100) return threshold;
  throw new UsageError(`--threshold is a number from 0 to 100, not "${text}".`);
};

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const [source = '', descriptor = ''] = given.positionals;
  const threshold = thresholdOf(given.text('threshold'));
  const { runSpec } = await import('../spec.ts');
  return runSpec(
    { source, descriptor, threshold, model: given.text('model') },
    { json: given.flag('json'), out: given.text('out') },
    around,
  );
};

export const specCommand: Command = {
  name: 'spec',
  summary: 'write the specification of what a source does, every claim with the lines it rests on',
  takes: ['<zip or folder>', '<descriptor.json>'],
  options: {
    threshold: { value: 'N', description: 'the QualityScore below which the job fails (default 80)' },
    out: { value: 'DIR', description: 'where the artifacts go (default .dropforge/out/<jobId>)' },
    model: {
      value: 'ID',
      description: 'a Bedrock model that may word it, with your AWS credentials (default: none)',
    },
    json: { description: 'print one JSON document instead of the email' },
  },
  examples: [
    'spec examples/orders-module.zip examples/orders-module.json',
    'spec ../shop/src/Orders descriptor.json --out build --threshold 90',
  ],
  run,
};
