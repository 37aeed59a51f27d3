import { isObject, type JsonValue } from '#schemas/json.ts';

/** What the statements of a policy are called. Services may write a policy in another form, but keep these. */
export const statementIds = (policy: JsonValue | undefined): readonly string[] => {
  const statements = isObject(policy) ? policy.Statement : undefined;
  if (!Array.isArray(statements)) return [];
  return statements.flatMap((each) => (isObject(each) && typeof each.Sid === 'string' ? [each.Sid] : []));
};

/** The statements that a policy should have and has not. */
export const lostStatements = (wanted: JsonValue | undefined, found: JsonValue | undefined): readonly string[] => {
  const has = statementIds(found);
  return statementIds(wanted).filter((sid) => !has.includes(sid));
};
