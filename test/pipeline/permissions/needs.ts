import type { Access } from '#local/cloud/iam/access.ts';
import { applies, decide } from '#local/cloud/iam/decide.ts';
import type { Statement } from '#local/cloud/iam/policy.ts';

/** A piece of a statement that could be taken away by itself: an action, a resource or a value of a condition. */
export type Piece = { readonly sid: string; readonly piece: string; readonly without: Statement | undefined };

const others = (values: readonly string[] | undefined, gone: string): string[] =>
  (values ?? []).filter((value) => value !== gone);

/** A statement whose last action, resource or value is taken away is no statement any more. */
const left = (statement: Statement, values: readonly string[]): Statement | undefined =>
  values.length === 0 ? undefined : statement;

const withoutOneOf = (statement: Statement, element: 'Action' | 'Resource'): Piece[] =>
  (statement[element] ?? []).map((gone) => {
    const rest = others(statement[element], gone);
    return { sid: statement.Sid, piece: gone, without: left({ ...statement, [element]: rest }, rest) };
  });

const withoutOneValue = (statement: Statement): Piece[] =>
  Object.entries(statement.Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) =>
      values.map((gone) => {
        const rest = others(values, gone);
        const Condition = { ...statement.Condition, [operator]: { ...keys, [key]: rest } };
        return { sid: statement.Sid, piece: `${key} ${gone}`, without: left({ ...statement, Condition }, rest) };
      }),
    ),
  );

const piecesOf = (statement: Statement): readonly Piece[] => [
  ...withoutOneOf(statement, 'Action'),
  ...withoutOneOf(statement, 'Resource'),
  ...withoutOneValue(statement),
];

/**
 * Every piece of a role's statements, each with whether something that was done could not have been done without it: what was asked
 * for is decided once more by the role as it would be then.
 */
export const weighed = (statements: readonly Statement[], asked: readonly Access[]) =>
  statements.flatMap((statement) => {
    const concerned = asked.filter((access) => applies(statement, access));
    const rest = statements.filter((other) => other !== statement);
    return piecesOf(statement).map((piece) => {
      const role = piece.without === undefined ? rest : [...rest, piece.without];
      return { ...piece, isNeeded: concerned.some((access) => decide(role, access) !== 'allowed') };
    });
  });
