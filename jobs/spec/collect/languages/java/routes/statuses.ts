import { STATUS_CODES } from 'node:http';
import type { JavaMethod } from '../model.ts';
import type { Types } from '../types.ts';
import { annotated } from '../values.ts';

/** NOT_FOUND -> 404, by the reason phrases of RFC 9110 and what Spring and servlets call them. */
const byName = new Map<string, number>([
  ...Object.entries(STATUS_CODES).map(
    ([code, phrase = '']) => [phrase.toUpperCase().replace(/[^A-Z]+/g, '_'), Number(code)] as const,
  ),
  ['PAYLOAD_TOO_LARGE', 413],
  ['REQUEST_ENTITY_TOO_LARGE', 413],
  ['UNPROCESSABLE_CONTENT', 422],
  ['UNPROCESSABLE_ENTITY', 422],
  ['I_AM_A_TEAPOT', 418],
  ['MOVED_TEMPORARILY', 302],
]);

/** A status as the source names it: 404, NOT_FOUND, SC_NOT_FOUND, HttpStatus.NOT_FOUND. */
export const statusNumber = (name: string | undefined): number | undefined => {
  const last =
    name
      ?.split('.')
      .at(-1)
      ?.replace(/^(SC|HTTP)_/, '') ?? '';
  return /^[1-5]\d\d$/.test(last) ? Number(last) : byName.get(last);
};

/** The status that an exception type answers with: its own @ResponseStatus, or a handler's. */
export const statusOfException = (name: string, types: Types): number | undefined => {
  const known = statuses(types);
  const entry = types.all.find(({ type }) => type.name === name);
  const chain = [
    name,
    ...(entry ? [...types.supers(entry).map(({ type }) => type.name), ...types.superNames(entry)] : []),
  ];
  return chain.map((one) => known.get(one)).find((status) => status !== undefined);
};

const remembered = new WeakMap<Types, Map<string, number>>();

const statuses = (types: Types): Map<string, number> => {
  const known = remembered.get(types) ?? exceptionStatuses(types);
  remembered.set(types, known);
  return known;
};

const exceptionStatuses = (types: Types): Map<string, number> => {
  const found = new Map<string, number>();
  for (const { type } of types.all) {
    if (type.isTest) continue;
    const own = annotated(type.annotations, 'ResponseStatus');
    const status = statusNumber((own?.args.value ?? own?.args.code)?.[0]?.source);
    if (status) found.set(type.name, status);
  }
  for (const { type } of types.all) {
    if (type.isTest) continue;
    for (const method of type.methods) {
      const handler = annotated(method.annotations, 'ExceptionHandler', 'ServerExceptionMapper');
      if (!handler) continue;
      const answered = annotated(method.annotations, 'ResponseStatus');
      const status = statusNumber(
        (answered?.args.value ?? answered?.args.code)?.[0]?.source ??
          (method.statuses.length === 1 ? method.statuses[0] : undefined),
      );
      const named = (handler.args.value ?? handler.args.exception ?? []).map(
        ({ source }) =>
          source
            .replace(/\.class$/, '')
            .split('.')
            .at(-1) ?? '',
      );
      const exceptions =
        named.length > 0
          ? named
          : method.parameters.map((parameter) => parameter.type).filter((one) => /Exception|Error|Throwable/.test(one));
      if (status) for (const exception of exceptions) if (!found.has(exception)) found.set(exception, status);
    }
  }
  return found;
};

/** The statuses that a method says it answers with. */
export const statusesOf = (method: JavaMethod, types: Types): number[] => {
  const own = annotated(method.annotations, 'ResponseStatus', 'Status');
  const documented = method.annotations
    .flatMap((one) => [one, ...one.nested])
    .filter(({ name }) => name === 'ApiResponse')
    .flatMap(({ args }) => (args.responseCode ?? args.code ?? []).map(({ source }) => source.replace(/"/g, '')));
  const named = [
    ...(own?.args.value ?? own?.args.code ?? []).map(({ source }) => source),
    ...method.statuses,
    ...documented,
  ];
  const thrown = method.throws.map((name) => statusOfException(name, types));
  const all = [...named.map(statusNumber), ...thrown].filter((status): status is number => status !== undefined);
  return [...new Set(all)].sort((a, b) => a - b);
};
