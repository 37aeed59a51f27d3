import type { Arguments, Command } from '../command.ts';
import { severities } from '../severity.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { validateFiles } = await import('../validate-files.ts');
  return validateFiles(given, around);
};

export const validateCommand: Command = {
  name: 'validate',
  summary: 'validate CloudFormation templates, and fix what a machine can',
  takes: ['<file, folder or glob...>'],
  options: {
    fix: { description: 'write the fixes into the templates' },
    format: {
      value: 'FORMAT',
      oneOf: ['text', 'json', 'sarif', 'junit'],
      description: 'how to print the findings: text, json, sarif or junit (default text)',
    },
    severity: { value: 'LEVEL', oneOf: severities, description: 'the least severity that is shown (default warn)' },
    'fail-on': {
      value: 'LEVEL',
      oneOf: severities,
      description: 'the least severity that makes the exit code 1 (default error)',
    },
    config: { value: 'FILE', description: 'what to ignore, and why (default .dropforge.yml)' },
    watch: { description: 'validate again whenever a template changes' },
  },
  examples: [
    'validate template.yaml',
    "validate stacks 'more/**/*.yaml' --severity error",
    'validate stacks --format sarif --fail-on warn',
    'validate template.yaml --fix --watch',
  ],
  run,
};
