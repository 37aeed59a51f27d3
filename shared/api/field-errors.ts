import type * as z from 'zod';
import type { FieldError } from '#schemas/api/problem.ts';

/** Of one message: a union of many forms has much to say. */
const maxCharacters = 500;

/** As RFC 6901 has it. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What is wrong; of a value that fits none of several forms, with each of them. */
const wordsOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message;
  const forms = issue.errors.map((issues) => issues.map((each) => `${pointerOf(each.path)} ${wordsOf(each)}`.trim()));
  return `Fits no form: ${forms.map((wrong) => wrong.join(', ')).join('; or ')}`;
};

/** Every field of a part of a request that is wrong: where, and what, without its value. */
export const fieldErrors = (place: FieldError['in'], { issues }: z.ZodError): FieldError[] =>
  issues.map((issue) => ({
    in: place,
    pointer: pointerOf(issue.path),
    message: wordsOf(issue).slice(0, maxCharacters),
  }));
