import type { Finding } from '#schemas/findings.ts';
import type { Template } from '#shared/cloudformation/template.ts';
import type { Placed } from '../assembly/placed.ts';
import type { ResourceToImport } from '../import/resources-to-import.ts';

/** A template that was made, and the stack that it is for. */
export type Stack = {
  readonly name: string;
  /** What the template is called: template.yaml if it is the only one. */
  readonly file: string;
  readonly account?: string;
  readonly region?: string;
  /** Where several stacks are of one account and Region. */
  readonly layer?: string;
  readonly template: Template;
  readonly yaml: string;
  /** What its resources were made of, in their order. */
  readonly placed: readonly Placed[];
  /** Names of the stacks that must be deployed before. */
  readonly after: readonly string[];
  /** In mode `import` only. */
  readonly toImport?: readonly ResourceToImport[];
  /** What is to be said about this template alone. */
  readonly findings: readonly Finding[];
};
