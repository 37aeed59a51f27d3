/** What a model may not bring into a template of its own accord: a text it reads can carry instructions, and these are what they would ask for. */
const rows: readonly (readonly [RegExp, string])[] = [
  [/\{\{\s*resolve:/, 'a dynamic reference'],
  [/^\*$|^[a-z0-9-]+:\*$/i, 'a wildcard'],
  [/^arn:[^/]*\*$/, 'a wildcard'],
  [/(^|[^0-9])0\.0\.0\.0\/0|::\/0/, 'an address range that is open to the world'],
  [/(AdministratorAccess|PowerUserAccess|FullAccess)/, 'a policy that allows everything'],
  [/\b\d{12}\b/, 'an account'],
  [/\b[a-z][a-z0-9+.-]+:\/\/|[^\s@]@[^\s@]/i, 'an address'],
];

/** What is unwelcome in a text that a model wrote; undefined if nothing is. */
export const unwelcomeIn = (text: string): string | undefined => rows.find(([pattern]) => pattern.test(text))?.[1];
