import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';

export const readOnlyPropertyRemoval: Fixer = {
  name: 'read-only-property',
  mends: 'A property that only the service sets, which is taken out',
  rules: ['read-only-property', 'E3040'],
  fix: ({ pointer }) => ({
    patch: [{ op: 'remove', path: pointer }],
    description: `${tokensOf(pointer).at(-1)} removed: only the service sets it`,
  }),
};
