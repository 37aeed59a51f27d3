import type { Finding } from '#schemas/findings.ts';
import { stackOf } from '../mapping/managed.ts';
import { compare } from './canonical.ts';
import { plural } from './header.ts';
import type { Placed } from './placed.ts';

/** Stacks that resources belong to already, each with how many: to make them anew is one thing, to change them another. */
export const stackFindings = (resources: readonly Placed[]): Finding[] => {
  const stacks = new Map<string, number>();
  for (const { mapped } of resources) {
    const stack = stackOf(mapped);
    if (stack !== undefined) stacks.set(stack, (stacks.get(stack) ?? 0) + 1);
  }
  return [...stacks]
    .sort(([a], [b]) => compare(a, b))
    .map(([stack, count]) => ({
      rule: 'belongs-to-stack',
      severity: 'INFO',
      message: `${plural(count, 'resource')} of the drop ${count === 1 ? 'belongs' : 'belong'} to the stack ${stack} already: this template makes ${count === 1 ? 'it' : 'them'} a second time.`,
      hint: `To change what is there, change the template of ${stack}: aws cloudformation get-template --stack-name ${stack}`,
    }));
};
