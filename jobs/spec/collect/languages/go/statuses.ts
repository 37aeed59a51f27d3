import { STATUS_CODES } from 'node:http';
import type { Syntax } from '../../parse/syntax.ts';
import { argumentsOf } from './expressions.ts';

/** StatusNotFound -> 404. https://pkg.go.dev/net/http#pkg-constants */
const byName = new Map<string, number>([
  ...Object.entries(STATUS_CODES).map(
    ([code, phrase = '']) => [phrase.replace(/[^A-Za-z]/g, '').toLowerCase(), Number(code)] as const,
  ),
  ['requestentitytoolarge', 413],
  ['nonauthoritativeinfo', 203],
  ['requesturitoolong', 414],
  ['teapot', 418],
]);

export const statusNumber = (text: string): number | undefined => {
  const name = /\bStatus([A-Z]\w+)/.exec(text)?.[1];
  return name ? byName.get(name.toLowerCase()) : undefined;
};

/** Calls whose bare number is a status. */
const answering =
  /(\.(WriteHeader|JSON|IndentedJSON|String|HTML|XML|Data|Status|AbortWithStatus|AbortWithStatusJSON|AbortWithError|NoContent|SendStatus|Redirect|Blob|Render)|^http\.(Error|Redirect)|NewHTTPError|NewError)$/;

/** The status that a call answers with: any http.StatusX among its arguments, or the number that stands where one is expected. */
export const statusOf = (call: Syntax): number | undefined => {
  const args = argumentsOf(call);
  for (const { type, text } of args) {
    const status = type === 'selector_expression' ? statusNumber(text) : undefined;
    if (status) return status;
  }
  const name = call.get('function')?.text ?? '';
  if (name === 'http.NotFound') return 404;
  if (!answering.test(name)) return undefined;
  const number = args.find(({ type, text }) => type === 'int_literal' && /^[1-5]\d\d$/.test(text));
  return number ? Number(number.text) : undefined;
};
