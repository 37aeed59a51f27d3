import { holdsSecret, nameTellsSecret } from '#shared/exports/secret-patterns.ts';
import { valueAt } from '../../document/json-patch.ts';
import { tokensOf } from '../../document/pointer.ts';
import type { Fixer } from '../fix.ts';
import { mayHaveMacros } from '../macros.ts';
import { replace } from '../operation.ts';
import { ask, type Definition } from './parameter.ts';

/** A list that a person still reads; of a hundred instance classes the template would hold little else. */
const mostAllowedValues = 20;

/** What CloudFormation can check as soon as the parameter is given, of what the message says. */
const constraints = (message: string, allowed: readonly string[]): Partial<Definition> => {
  if (allowed.length > 0 && allowed.length <= mostAllowedValues) return { AllowedValues: [...allowed] };
  const longest = /exceeds maximum (\d+)$/.exec(message)?.[1];
  const shortest = /is below minimum (\d+)$/.exec(message)?.[1];
  return { ...(longest && { MaxLength: Number(longest) }), ...(shortest && { MinLength: Number(shortest) }) };
};

/** ['ResourceRecords', '3'] -> ResourceRecords4: an item of a list by its place. */
const nameOf = (tokens: readonly string[]): string => {
  const at = tokens.findLastIndex((token) => /^[A-Z]\w*$/.test(token));
  const place = tokens
    .slice(at + 1)
    .map((token) => (/^\d+$/.test(token) ? String(Number(token) + 1) : token.replaceAll(/\W/g, '')))
    .join('x');
  return `${tokens[at] ?? ''}${place}`;
};

/** Where people write rules of their own, nothing is to be put in a value's place. */
const isPolicy = (tokens: readonly string[]): boolean =>
  tokens.some((token) => /Policy(Document)?$|^Statement$/.test(token));

export const askValue: Fixer = {
  name: 'ask-value',
  mends:
    "A text that can't be what its property holds, and that nothing says the right one of: no address for a DNS record, a name longer than any may be, an instance class that is sold nowhere. Asked for, by a parameter that tells what stood there; last of all fixers",
  rules: ['E3023', 'E3013', 'E3025', 'E3647', 'E3715', 'E9006', 'F3031', 'F3033'],
  fix({ finding, pointer, allowed = [] }, { template }) {
    const [section, id = '', , ...path] = tokensOf(pointer);
    const value = valueAt(template, pointer);
    if (section !== 'Resources' || typeof value !== 'string' || path.length === 0) return undefined;
    if (value.includes('${') || value.includes('{{') || isPolicy(path) || mayHaveMacros(template)) return undefined;
    const property = nameOf(path);
    if (nameTellsSecret(property, value) || holdsSecret(value)) return undefined;
    const told = value.length > 60 ? `${value.slice(0, 60)}…` : value;
    const { name, patch } = ask(template, `${id}${property}`, {
      Type: 'String',
      Description: `${property} of ${id}; '${told}' stood there, which it cannot be`,
      ...constraints(finding.message, allowed),
    });
    return {
      patch: [...patch, replace(pointer, { Ref: name })],
      description: `${property} '${told}', which it cannot be, asked for by the parameter ${name}`,
    };
  },
};
