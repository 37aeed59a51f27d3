import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';

/** What only the service sets is taken out. */
export const readOnlyPropertyRemoval: Fixer = {
  name: 'read-only-property',
  rules: ['read-only-property', 'E3040'],
  fix: ({ pointer }) => ({
    patch: [{ op: 'remove', path: pointer }],
    description: `${tokensOf(pointer).at(-1)} removed: only the service sets it`,
  }),
};
