import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';

/** Quantities, of which the nearest that can be had is meant; of ports, ids and percentages it is not. */
const quantity =
  /(seconds|minutes|days|hours|timeout|interval|period|iops|throughput|memory\w*|size|duration|delay|retention\w*|concurrency)$/i;

/** How far from what was written the limit may be: 0 and what is ten times as much are something else. */
const factor = 10;

export const numberLimit: Fixer = {
  name: 'number-limit',
  mends: 'A quantity a little beyond its limit, set to the limit',
  rules: ['F3034', 'E3671', 'E3034'],
  fix({ finding, pointer }, { template }) {
    const value = valueAt(template, pointer);
    const [, limit] =
      /(?:is less than the minimum|exceeds the maximum|is greater than the maximum) of (\d+)$/.exec(finding.message) ??
      [];
    const number = Number(value);
    if (
      limit === undefined ||
      typeof value === 'object' ||
      !(number > 0) ||
      !quantity.test(tokensOf(pointer).at(-1) ?? '')
    )
      return undefined;
    const ratio = Number(limit) / number;
    if (ratio > factor || ratio < 1 / factor) return undefined;
    const meant = typeof value === 'string' ? limit : Number(limit);
    return {
      patch: [{ op: 'replace', path: pointer, value: meant }],
      description: `${tokensOf(pointer).at(-1)} ${value} set to ${limit}, the nearest that is allowed`,
    };
  },
};
