import type { Access } from './access.ts';
import { conditionsHold } from './condition.ts';
import type { Statement } from './policy.ts';
import { isArnLike, isLike } from './wildcard.ts';

export type Decision = 'allowed' | 'denied explicitly' | 'denied';

const namesAction = ({ Action, NotAction = [] }: Statement, { action }: Access): boolean => {
  const named = (Action ?? NotAction).some((pattern) => isLike(pattern, action, 'i'));
  return named === (Action !== undefined);
};

const namesResource = ({ Resource, NotResource = [] }: Statement, { resource }: Access): boolean => {
  const named = (Resource ?? NotResource).some((pattern) => isArnLike(pattern, resource));
  return named === (Resource !== undefined);
};

/** Whether a statement speaks of this access at all. */
export const applies = (statement: Statement, access: Access): boolean =>
  namesAction(statement, access) && namesResource(statement, access) && conditionsHold(statement, access);

/**
 * What these statements decide: one that denies is enough, one that allows is needed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const decide = (statements: readonly Statement[], access: Access): Decision => {
  const effects = new Set(statements.filter((statement) => applies(statement, access)).map(({ Effect }) => Effect));
  if (effects.has('Deny')) return 'denied explicitly';
  return effects.has('Allow') ? 'allowed' : 'denied';
};
