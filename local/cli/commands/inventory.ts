import { type Arguments, type Command, UsageError } from '../command.ts';
import type { Surroundings } from '../terminal.ts';

const onlyLive = ['regions', 'types', 'roles', 'external-id', 'endpoint-url', 'profile'] as const;

const checkUse = (given: Arguments): void => {
  const [folder] = given.positionals;
  if (given.flag('live') && folder !== undefined) throw new UsageError('Give a folder of exports or --live, not both.');
  if (!given.flag('live') && folder === undefined) throw new UsageError('Give a folder of exports, or --live.');
  const [lost] = onlyLive.filter((name) => !given.flag('live') && given.text(name) !== undefined);
  if (lost) throw new UsageError(`--${lost} goes with --live.`);
};

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  checkUse(given);
  const wanted = { json: given.flag('json'), out: given.text('out') };
  const { runExports, runLive } = await import('../inventory.ts');
  const [path] = given.positionals;
  if (path !== undefined) return runExports(path, wanted, around);
  return runLive(
    {
      regions: given.text('regions'),
      types: given.text('types'),
      roles: given.text('roles'),
      externalId: given.text('external-id'),
      endpoint: given.text('endpoint-url'),
      profile: given.text('profile'),
    },
    wanted,
    around,
  );
};

export const inventoryCommand: Command = {
  name: 'inventory',
  summary: 'list what is in an account, what is wrong with it and what it costs to leave it so',
  takes: ['[folder]'],
  options: {
    live: { description: 'scan the account through the AWS SDK instead of a folder of exports' },
    regions: { value: 'A,B', description: 'the regions to scan (default: all that are enabled)' },
    types: {
      value: 'A,B',
      description: 'what to list through Cloud Control besides, or none (default: what people own most)',
    },
    roles: { value: 'ARN,ARN', description: 'roles of other accounts to scan besides' },
    'external-id': { value: 'WORD', description: 'what those roles ask for' },
    profile: { value: 'NAME', description: 'the profile of the AWS configuration to scan with' },
    'endpoint-url': { value: 'URL', description: "another endpoint than AWS's own, for every service" },
    out: { value: 'DIR', description: 'where the artifacts go (default .dropforge/out/<jobId>)' },
    json: { description: 'print one JSON document instead of the email' },
  },
  examples: [
    'inventory examples/account',
    'inventory --live --regions eu-west-1,us-east-1',
    'inventory --live --roles arn:aws:iam::111122223333:role/dropforge-inventory --external-id word',
  ],
  run,
};
