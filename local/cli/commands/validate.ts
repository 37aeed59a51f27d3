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
  takes: ['<template...>'],
  options: {
    fix: { description: 'write the fixes into the template' },
    format: { value: 'FORMAT', oneOf: ['text', 'json'], description: 'how to print the findings (default text)' },
    severity: { value: 'LEVEL', oneOf: severities, description: 'the least severity that is shown (default warn)' },
  },
  examples: [
    'validate template.yaml',
    'validate stacks/*.yaml --severity error',
    'validate template.yaml --fix --format json',
  ],
  run,
};
