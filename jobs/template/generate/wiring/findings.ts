import type { Finding } from '#schemas/findings.ts';
import { compare } from '../assembly/canonical.ts';
import type { Cut } from './cycles.ts';
import type { Home } from './home.ts';

const arrows = (path: readonly string[]): string => path.join(' -> ');

/** A reference that was cut. Where both say the name by a `parameter` nothing is lost; else what is there means the original. */
export const cutFinding = ({ from, to, cycle }: Cut, parameter?: string): Finding => ({
  rule: 'circular-reference-cut',
  severity: 'INFO',
  logicalId: from,
  message:
    parameter === undefined
      ? `${from} says ${to} literally instead of by a reference, because the references would form a cycle: ${arrows(cycle)}.`
      : `${from} says the name of ${to} by the parameter ${parameter} instead of a reference, because the references would form a cycle: ${arrows(cycle)}.`,
  ...(parameter === undefined && {
    hint: `What ${from} says is where ${to} was found: change it to the new one once that exists.`,
  }),
});

export const unbrokenFinding = (cycle: readonly string[]): Finding => ({
  rule: 'circular-reference',
  severity: 'ERROR',
  ...(cycle[0] === undefined ? {} : { logicalId: cycle[0] }),
  message: `These resources refer to each other in a cycle, so CloudFormation cannot create any of them first: ${arrows(cycle)}.`,
  hint: 'Move one of the references into a resource of its own, such as a rule, a policy or an attachment.',
});

const named = 5;

const list = (ids: readonly string[]): string =>
  ids.length <= named ? ids.join(', ') : `${ids.slice(0, named).join(', ')} and ${ids.length - named} more`;

/** Accounts other than the drop's own that its ARNs name, each with who names it. */
export const foreignFindings = (foreign: ReadonlyMap<string, ReadonlySet<string>>, home: Home): Finding[] =>
  [...foreign]
    .sort(([a], [b]) => compare(a, b))
    .map(([account, owners]) => ({
      rule: 'foreign-account',
      severity: 'INFO',
      message: `Account ${account} is not the one that the resources live in (${home.account}), so its ARNs stay as they are in ${list([...owners].sort(compare))}.`,
      hint: 'Check that the other account allows what the template needs from it.',
    }));
