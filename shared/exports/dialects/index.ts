import { awsCli } from './aws-cli.ts';
import { awsConfig } from './aws-config.ts';
import { cloudformation } from './cloudformation.ts';
import type { Dialect } from './dialect.ts';

/** The dialects, the most particular shape first: the first that recognises a document reads it. */
export const dialects: readonly Dialect[] = [cloudformation, awsConfig, awsCli];
