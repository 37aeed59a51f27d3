import { statusByName } from '../../parse/statuses.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { dottedName, lastName } from './file.ts';

/** 404, status.HTTP_404_NOT_FOUND, HTTPStatus.NOT_FOUND */
export const statusOf = (node: Syntax | undefined): number | undefined => {
  if (!node) return undefined;
  if (node.type === 'integer') {
    const value = Number(node.text);
    return value >= 100 && value < 600 ? value : undefined;
  }
  const name = dottedName(node);
  return /status|http/i.test(name) ? statusByName(lastName(name.replace(/\.value$/, ''))) : undefined;
};
