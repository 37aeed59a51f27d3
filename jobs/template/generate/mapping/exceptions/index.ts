import type { Exception } from './exception.ts';

/** Every resource type whose API differs from CloudFormation in more than names and nesting. */
export const exceptions: readonly Exception[] = [];
