import { createHash } from 'node:crypto';
import { readyMarker } from '#schemas/template-options.ts';

/** An object that a job takes: its key below the drop, and what is in it. */
export type Taken = { readonly name: string; readonly text: string };

/** A word in an input that makes the job fail for good at the stage it names. */
export const refusalOf = (stage: string): string => `refused by the ${stage}`;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** What a collector makes of its inputs: a line each, in the order of their names. A marker says nothing. */
export const collected = (inputs: readonly Taken[]): string =>
  inputs
    .filter(({ name }) => name !== readyMarker)
    .map(({ name, text }) => `${name} ${digest(text)} ${text.startsWith('refused by') ? text : ''}`)
    .sort()
    .join('\n');

/** What a generator makes of that. */
export const generated = (collection: string): string => `# generated of ${digest(collection)}\n${collection}`;

/** What a validator makes of that: the artifact. */
export const validated = (artifact: string): string => `${artifact}\n# valid ${digest(artifact)}`;

/** The artifact of a job that takes these inputs, if nothing goes wrong. */
export const artifactOf = (inputs: readonly Taken[]): string => validated(generated(collected(inputs)));

/** What a part of a scan finds. */
export const partOf = (plan: string, part: number): string => `part ${part} of ${digest(plan)}`;

/** A part that nobody could do. */
export const failedPart = (part: number): string => `part ${part} failed`;

/** How many parts a scan of these inputs has. */
export const partsIn = (collection: string): number => 1 + (Number.parseInt(digest(collection).slice(0, 4), 16) % 5);
