import type { Rendering } from './rendering.ts';

/** Every file that is made of a report, besides findings.json itself. */
export const renderings: readonly Rendering[] = [];
