import type { Source } from '#shared/exports/resource.ts';

/** A template of its own: the part of a drop within which a logical id means one thing. Fragments of one file are one template. */
export type Scope = string;

/** The template that a resource found at `source` was part of. */
export const scopeOf = ({ file, pointer }: Source): Scope => {
  const at = pointer.lastIndexOf('/Resources/');
  return `${file}#${at < 0 ? '' : pointer.slice(0, at)}`;
};

/** The template that sections found at `source` are of. */
export const scopeOfSections = ({ file, pointer }: Source): Scope => `${file}#${pointer}`;
