import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';

/** What a pattern allows one by one: `^([a-z,A-Z]…)*$` */
const oneByOne = (pattern: string): RegExp | undefined => {
  const [, set] = /^\^\(?(\[.*\])\)?[*+]\$$/s.exec(pattern) ?? [];
  try {
    return set === undefined ? undefined : new RegExp(`^${set}$`);
  } catch {
    return undefined;
  }
};

const isDescription = (pointer: string): boolean => /(^|[a-z])Description$/.test(tokensOf(pointer).at(-1) ?? '');

export const descriptionText: Fixer = {
  name: 'description-text',
  mends:
    'A description that is too long, or has characters that are not allowed: a text for people, which nothing else reads',
  rules: ['F3031', 'F3033'],
  fix({ finding, pointer }, { template }) {
    const value = valueAt(template, pointer);
    if (typeof value !== 'string' || !isDescription(pointer)) return undefined;
    const [, most] = /^length \d+ exceeds maximum (\d+)$/.exec(finding.message) ?? [];
    if (most !== undefined) {
      const patch = [
        { op: 'replace' as const, path: pointer, value: `${value.slice(0, Number(most) - 3).trimEnd()}...` },
      ];
      return { patch, description: `Cut to ${most} characters: ${JSON.stringify(value)}` };
    }
    const [, pattern] = /does not match pattern '(.*)'$/s.exec(finding.message) ?? [];
    const allowed = pattern === undefined ? undefined : oneByOne(pattern);
    if (!allowed) return undefined;
    const meant = [...value]
      .filter((letter) => allowed.test(letter))
      .join('')
      .replaceAll(/ {2,}/g, ' ')
      .trim();
    return meant === '' || meant === value
      ? undefined
      : {
          patch: [{ op: 'replace', path: pointer, value: meant }],
          description: `${JSON.stringify(value)} without the characters that are not allowed`,
        };
  },
};
