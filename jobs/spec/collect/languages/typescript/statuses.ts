import { statusByName } from '../../parse/statuses.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { SourceUnit } from './file.ts';
import { bare, dottedName } from './syntax-tree.ts';
import { numberOf } from './texts.ts';

/** A status as code says it: 404, HttpStatus.NOT_FOUND, httpStatus['404_NAME'], or by the name given. */
export const statusOf = (unit: SourceUnit, node: Syntax | undefined, name?: string): number | undefined => {
  if (name !== undefined) return statusByName(name);
  const at = bare(node);
  if (!at) return undefined;
  const value = numberOf(unit, at);
  if (value !== undefined) return Number.isInteger(value) && value >= 100 && value < 600 ? value : undefined;
  if (at.type !== 'member_expression') return undefined;
  const full = dottedName(at);
  return /status|http|code/i.test(full) ? statusByName(full.split('.').at(-1) ?? '') : undefined;
};
