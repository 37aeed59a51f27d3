import { resolve } from 'node:path';
import { modes, templateOptions } from '#schemas/template-options.ts';
import type { Arguments, Command } from '../command.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { readFolder } = await import('../folder.ts');
  const [path = '.'] = given.positionals;
  const folder = await readFolder(resolve(around.cwd, path));
  const [{ runJob }, { templateWords }] = await Promise.all([import('../job-run.ts'), import('../narrate.ts')]);
  const mode = templateOptions.shape.mode.parse(given.text('mode'));
  const asked = { ...(given.flag('strict') && { strict: true }), ...(mode !== 'recreate' && { mode }) };
  return runJob(
    { folder, asked, words: templateWords, model: given.text('model') },
    { json: given.flag('json'), out: given.text('out') },
    around,
  );
};

export const templateCommand: Command = {
  name: 'template',
  summary: 'make a validated CloudFormation template of a folder of resource exports',
  takes: ['<folder>'],
  options: {
    strict: { description: 'fail if a file cannot be read or an error remains in the template' },
    mode: {
      value: 'MODE',
      oneOf: modes,
      description: 'recreate (default), or import to take the live resources into a stack',
    },
    out: { value: 'DIR', description: 'where the artifacts go (default .dropforge/out/<jobId>)' },
    model: {
      value: 'ID',
      description: 'a Bedrock model that may mend errors and read requests, with your AWS credentials (default: none)',
    },
    json: { description: 'print one JSON document instead of the email' },
  },
  examples: [
    'template examples/web-service',
    'template my-exports --strict --out build --json',
    'template my-exports --mode import',
  ],
  run,
};
