import type { SpelledAs } from './quantity.ts';
import type { Workspace } from './workspace.ts';

/** What constants and fields stand for, as they are spelled where they are declared, seen from a type. */
export const spelledIn =
  (workspace: Workspace, inType: string | undefined): SpelledAs =>
  (name) => {
    const parts = name.split('.');
    const owner = parts.length > 1 ? parts.at(-2) : inType;
    for (const type of owner ? workspace.allNamed(owner) : []) {
      const found = workspace.member(type, parts.at(-1) ?? '');
      if (found?.valueText) return found.valueText;
    }
    return undefined;
  };
