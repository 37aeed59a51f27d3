import type { Attribute, Call } from '../piece.ts';
import { statusIn } from '../responses.ts';

/** What [ProducesResponseType] and the like say. */
export const producedBy = (attributes: readonly Attribute[]): { statuses: number[]; response: string | undefined } => {
  const statuses: number[] = [];
  let response: string | undefined;
  for (const { name, types, arguments: given } of attributes) {
    if (!/^(ProducesResponseType|SwaggerResponse|ProducesDefaultResponseType)$/.test(name)) continue;
    const status = given.map(({ text }) => statusIn(text)).find((one) => one !== undefined);
    if (status !== undefined) statuses.push(status);
    const type = types[0] ?? /typeof\((.+)\)/.exec(given.map(({ text }) => text).join(' '))?.[1];
    if (type && (status ?? 200) < 300) response ??= type;
  }
  return { statuses, response };
};

const defaults: Readonly<Record<string, number>> = {
  Produces: 200,
  ProducesProblem: 500,
  ProducesValidationProblem: 400,
};

/** What .Produces<Order>(200) and the like say. */
export const producedByCalls = (calls: readonly Call[]): { statuses: number[]; response: string | undefined } => {
  const statuses: number[] = [];
  let response: string | undefined;
  for (const { name, types, arguments: given } of calls) {
    const usual = defaults[name];
    if (usual === undefined) continue;
    const status = given.map(({ text }) => statusIn(text)).find((one) => one !== undefined) ?? usual;
    statuses.push(status);
    if (status < 300) response ??= types[0];
  }
  return { statuses, response };
};

export const sortedStatuses = (...lists: readonly (readonly number[])[]): number[] =>
  [...new Set(lists.flat())].sort((a, b) => a - b);
