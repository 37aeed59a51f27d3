import type { CollectedFile } from '#shared/exports/resource.ts';
import type { Home } from '../wiring/home.ts';
import type { Placed } from './placed.ts';

/** '1 resource', '2 resources'. */
export const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** The comment above a template: what made it, of what, and where the rest of the story is. No times: the same input gives the same bytes. */
export const headerOf = (files: readonly CollectedFile[], placed: readonly Placed[], { region }: Home): string[] => {
  const read = files.filter(({ outcome }) => outcome === 'read').length;
  const types = new Set(placed.map(({ mapped }) => mapped.type)).size;
  const where = region === undefined ? '' : ` in ${region}`;
  return [
    `Made by Dropforge of ${plural(read, 'file')}: ${plural(placed.length, 'resource')} of ${plural(types, 'type')}${where}.`,
    'fidelity.json says where each property went; findings.json what was fixed and what needs a look.',
  ];
};
