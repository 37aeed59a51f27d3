import type { Finding } from '#schemas/findings.ts';
import { plural } from '../assembly/header.ts';
import type { Place } from './places.ts';

const named = 5;

const list = (items: readonly string[]): string =>
  items.length <= named ? items.join(', ') : `${items.slice(0, named).join(', ')} and ${items.length - named} more`;

const whereIs = ({ account, region }: Place): string =>
  [account === undefined ? '' : `account ${account}`, region ?? ''].filter((part) => part !== '').join(' in ') ||
  'an unknown account';

/** A stack is of one account and Region: says so if the resources are of several. */
export const placesFinding = (places: readonly Place[], names: readonly string[]): Finding[] => {
  if (places.length < 2) return [];
  const told = places.map(
    (place, at) => `${whereIs(place)} (${plural(place.resources.length, 'resource')}): ${names[at]}`,
  );
  return [
    {
      rule: 'several-places',
      severity: 'INFO',
      message: `The resources live in more than one account or Region, and a stack lives in one: each has a template of its own. ${told.join('; ')}.`,
      hint: 'Resources that do not say where they are went with those of the same account or Region, else with the most; roles and other global resources with most of their account.',
    },
  ];
};

/** Says that one template would have been too large, and what it was parted into. */
export const splitFinding = (place: string, resources: number, stacks: readonly string[]): Finding => ({
  rule: 'split-into-stacks',
  severity: 'INFO',
  message: `The ${plural(resources, 'resource')} of ${place} are more than one CloudFormation template takes: they are ${stacks.length} stacks, to be deployed in this order: ${stacks.join(', ')}.`,
  hint: 'stacks.json says what went where and which stack needs which. A value that others import cannot be changed while they do.',
});

/** References that lead out of the account or Region, by who names whom. */
export const byValueFinding = (
  from: string,
  to: string,
  pairs: readonly string[],
  mode: 'recreate' | 'import',
): Finding => ({
  rule: 'reference-across-places',
  severity: mode === 'import' ? 'INFO' : 'WARN',
  message: `${plural(pairs.length, 'reference')} from ${from} to ${to} stay as they were found, because no reference leads from one account or Region to another: ${list(pairs)}.`,
  hint:
    mode === 'import'
      ? `They are right as long as what they name in ${to} stays.`
      : `Deploy ${to} as well, and change the values that are others there: ids, and names that CloudFormation makes.`,
});

/** References between the stacks of an import. */
export const importedByValueFinding = (place: string): Finding => ({
  rule: 'import-by-value',
  severity: 'INFO',
  message: `The stacks of ${place} name each other's resources by their ids and names, not by exports: an import may not bring outputs along, and what is imported keeps its ids.`,
  hint: 'Once all are imported, exports can be added with an update.',
});
