import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { replace } from './operation.ts';

const ways: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => text.trim().toLowerCase(),
];

const patternOf = (message: string): RegExp | undefined => {
  const [, pattern] = /does not match pattern '(.*)'$/s.exec(message) ?? [];
  try {
    return pattern === undefined ? undefined : new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
};

export const writtenOtherwise: Fixer = {
  name: 'written-otherwise',
  mends: 'A text that a pattern takes without the blanks around it, or in the other case: a bucket named `Logs`',
  rules: ['F3031'],
  fix({ finding, pointer }, { template }) {
    const value = valueAt(template, pointer);
    const pattern = patternOf(finding.message);
    if (typeof value !== 'string' || !pattern || /\$\{|\{\{/.test(value)) return undefined;
    const meant = [...new Set(ways.map((way) => way(value)))].filter(
      (one) => one !== '' && one !== value && pattern.test(one),
    );
    const [only] = meant;
    return only === undefined || meant.length > 1
      ? undefined
      : { patch: [replace(pointer, only)], description: `'${value}' written as '${only}'` };
  },
};
