import { entry } from '#shared/entry.ts';
import type { Access } from './access.ts';
import type { Statement } from './policy.ts';
import { isArnLike, isLike } from './wildcard.ts';

type Operator = { readonly holds: (wanted: string, found: string) => boolean; readonly negated?: true };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: { holds: (wanted, found) => wanted === found },
  StringNotEquals: { holds: (wanted, found) => wanted === found, negated: true },
  StringLike: { holds: (wanted, found) => isLike(wanted, found) },
  StringNotLike: { holds: (wanted, found) => isLike(wanted, found), negated: true },
  ArnEquals: { holds: isArnLike },
  ArnLike: { holds: isArnLike },
  Bool: { holds: (wanted, found) => wanted === found },
};

const ifExists = 'IfExists';

/** Keys of a request's context are told apart whatever their case. */
const contextValue = ({ context }: Access, key: string): string | undefined =>
  Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

const compares = (name: string, values: readonly string[], found: string | undefined): boolean => {
  if (name === 'Null') return values.includes(String(found === undefined));
  const operator = entry(operators, name.endsWith(ifExists) ? name.slice(0, -ifExists.length) : name);
  if (operator === undefined) throw new Error(`The embedded cloud does not know IAM's condition operator ${name}`);
  // A negated operator holds for a key that is not there; of the others only those that say so do.
  if (found === undefined) return operator.negated === true || name.endsWith(ifExists);
  return values.some((wanted) => operator.holds(wanted, found)) !== (operator.negated === true);
};

/** Whether every condition of a statement holds for a request; of one key's values any will do. Throws for an unknown operator. */
export const conditionsHold = ({ Condition }: Statement, access: Access): boolean =>
  Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => compares(operator, values, contextValue(access, key))),
  );
