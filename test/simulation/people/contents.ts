import type { JobKind } from '#schemas/names.ts';
import { descriptorFile } from '#schemas/spec/descriptor.ts';
import { optionsFile } from '#schemas/template-options.ts';
import { refusalOf } from '../doors/reading.ts';
import type { Chance } from '../world/chance.ts';

export type File = { readonly name: string; readonly body: string };

/** One file in so many makes its job fail for good. */
const refusalRate = 0.08;

const refusingStages = ['collector', 'generator', 'validator'] as const;

/** No two files have the same bytes. */
const bodyOf = (chance: Chance, about: string): string =>
  chance.happens(refusalRate) ? `${refusalOf(chance.oneOf(refusingStages))} ${about}` : about;

const options = (value: object): File => ({ name: optionsFile, body: JSON.stringify(value) });

const own: Readonly<Record<JobKind, (chance: Chance) => readonly File[]>> = {
  template: () => [],
  inventory: (chance) => [options({ kind: 'inventory', live: chance.happens(0.5) })],
  spec: () => [options({ kind: 'spec' }), { name: descriptorFile, body: '{"moduleName":"orders"}' }],
};

/** The files that ask for a job of this kind. @param about tells these from all others */
export const filesOf = (kind: JobKind, about: string, chance: Chance): File[] => {
  const names = kind === 'spec' ? ['source.zip'] : ['a.json', 'b.json', 'c.json'].slice(0, chance.between(1, 3));
  return [...own[kind](chance), ...names.map((name) => ({ name, body: bodyOf(chance, `${about} ${name}`) }))];
};
