import { awsCli } from './aws-cli.ts';
import { awsConfig } from './aws-config.ts';
import { cloudControl } from './cloud-control.ts';
import { cloudformation } from './cloudformation.ts';
import type { Dialect } from './dialect.ts';
import { terraformShow } from './terraform-show.ts';
import { terraformState } from './terraform-state.ts';

/** The dialects, the most particular shape first: the first that recognises a document reads it. */
export const dialects: readonly Dialect[] = [
  cloudControl,
  terraformState,
  terraformShow,
  cloudformation,
  awsConfig,
  awsCli,
];
