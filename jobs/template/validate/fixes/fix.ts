import type { JsonPatchOperation } from '#schemas/findings.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** What a fixer may look at. */
export type FixContext = {
  /** The template, long-form functions only. */
  readonly template: JsonObject;
  readonly registry: Registry;
  /** All that is open at a pointer, for fixes that settle several findings at once. */
  at(pointer: string): readonly Diagnostic[];
  /** How the scalar at a pointer is written in the text, quotes excluded: `007`, which as a value is 7. */
  source(pointer: string): string | undefined;
};

/** A change that is believed to settle a finding. Only the gates decide whether it stays. */
export type Fix = {
  readonly patch: readonly JsonPatchOperation[];
  /** What was done, for a person: "VisibilityTimout renamed to VisibilityTimeout". */
  readonly description: string;
  /** Pointers of what is taken out on purpose, besides what the finding is about; the description tells their values. */
  readonly gone?: readonly string[];
};

export type Fixer = {
  readonly name: string;
  /** What it finds and what becomes of that, for a person: no sentence of its own, no full stop. */
  readonly mends: string;
  /** The rules whose findings it may settle. */
  readonly rules: readonly string[];
  /** Undefined if there is no fix, or more than one that could be meant. */
  fix(diagnostic: Diagnostic & { readonly pointer: string }, context: FixContext): Fix | undefined;
};
