import type { Prose } from '#schemas/spec/document.ts';
import type { Validation } from '#schemas/spec/facts.ts';
import { isSayable } from '../english/clean.ts';
import { namePhrase, say } from '../english/phrase.ts';
import { article, figure, isPlural, list, nameWords } from '../english/words.ts';
import { joined, prose, textOf } from '../prose.ts';
import { type Draft, draftOf, type FeatureWriting, namesIn } from '../writing.ts';
import { shownMessage } from './outcomes.ts';

type Seen = { readonly validation: Validation; readonly fit: number };

const bounds = (
  { min, max }: Validation,
  below: (n: string) => string,
  above: (n: string) => string,
  between: (a: string, b: string) => string,
): string | undefined => {
  if (min !== undefined && max !== undefined) return between(figure(min), figure(max));
  if (min !== undefined) return below(figure(min));
  return max === undefined ? undefined : above(figure(max));
};

const longestPattern = 60;

/** What is wrong with a field, after its name. */
const wrong: Readonly<Record<Validation['rule'], (validation: Validation) => Prose | undefined>> = {
  required: () => prose('is missing'),
  length: (validation) => {
    const { min, max } = validation;
    const said =
      min !== undefined && min === max
        ? `does not have ${figure(min)} characters`
        : bounds(
            { ...validation, ...(min === 0 ? { min: undefined } : {}) } as Validation,
            (n) => `has fewer than ${n} characters`,
            (n) => `has more than ${n} characters`,
            (a, b) => `has fewer than ${a} or more than ${b} characters`,
          );
    return said === undefined ? undefined : prose(said);
  },
  range: (validation) => {
    const said = bounds(
      validation,
      (n) => `is below ${n}`,
      (n) => `is above ${n}`,
      (a, b) => `is not between ${a} and ${b}`,
    );
    return said === undefined ? undefined : prose(said);
  },
  pattern: ({ pattern }) =>
    pattern && pattern.length <= longestPattern
      ? prose('does not match the pattern {}', pattern)
      : prose('does not match the defined pattern'),
  email: () => prose('is not an email address'),
  url: () => prose('is not a URL'),
  'one-of': ({ values = [] }) =>
    values.length === 0 || values.length > 8
      ? undefined
      : prose(
          `is none of ${list(
            values.map(() => '{}'),
            'and',
          )}`,
          ...values,
        ),
  unique: () => prose('is already in use'),
  format: () => prose('does not have the defined format'),
  custom: ({ message = '' }) => {
    if (/^required$|\bis required\b|\bmust not be (?:null|empty|blank)\b|\bis missing\b/i.test(message))
      return prose('is missing');
    if (/\balready (?:exists|in use|taken)\b|^duplicate$/i.test(message)) return prose('is already in use');
    return shownMessage(message) === undefined ? undefined : prose('does not pass the check');
  },
};

const suffix = /(?:Request|Command|Input|Dto|DTO|ViewModel|Model|Form|Payload|Params|Body|Schema|Validator|Query)+$/;

/** What a type stands for: PlaceOrderRequest is "a request to place an order", OrderLine "the order line". */
const subjectOf = (name: string): { readonly of: string; readonly what: string } => {
  const bare = name.split('.').at(-1) ?? name;
  const core = bare.replace(suffix, '');
  const phrase = core === '' ? undefined : namePhrase({ name: core });
  const requested = /^(?:request|ask)$/.test(nameWords(core)[0] ?? '') ? nameWords(core).slice(1).join(' ') : '';
  if (requested !== '' && isSayable(requested))
    return { of: ` in a request for ${article(requested)} ${requested}`, what: 'the request' };
  if (phrase) return { of: ` in a request to ${say(phrase)}`, what: 'the request' };
  const words = nameWords(core || bare).join(' ');
  if (!isSayable(words)) return { of: '', what: 'the request' };
  return { of: ` of ${article(words)} ${words}`, what: core === bare ? `the ${words}` : 'the request' };
};

const fieldOf = (field: string): Prose => {
  const words = nameWords(field.split('.').at(-1) ?? field).join(' ');
  return isSayable(words) ? prose(`the ${words}`) : prose('the value of {}', field);
};

/** One message, one requirement; rules without one are told of together. */
const keyOf = ({ validation: { subject, field = '', message, rule } }: Seen): string => {
  const said = shownMessage(message);
  if (said !== undefined) return `${subject} ${field} ${said}`;
  return rule === 'required' ? `${subject} required` : `${subject} ${field}`;
};

const mostFields = 6;

const plurals: Readonly<Record<string, string>> = { is: 'are', has: 'have', does: 'do' };

const inPlural = ([first, ...rest]: Prose): Prose =>
  first ? [{ ...first, text: first.text.replace(/^(?:is|has|does)\b/, (verb) => plurals[verb] ?? verb) }, ...rest] : [];

const draft = (group: readonly Seen[], writing: FeatureWriting): Draft[] => {
  const [first] = group;
  if (!first) return [];
  const { subject, message } = first.validation;
  const { of, what } = subjectOf(subject);
  const fields = [...new Set(group.flatMap(({ validation: { field } }) => field ?? []))];
  const faults = new Map(
    group.flatMap(({ validation }) => {
      const said = wrong[validation.rule](validation);
      return said ? [[textOf(said), said] as const] : [];
    }),
  );
  if (fields.length === 0 || faults.size === 0) return [];
  const said = shownMessage(message);
  const named = fields.flatMap((field, at) => [
    at === 0 ? '' : at === fields.length - 1 ? ' or ' : ', ',
    ...fieldOf(field),
  ]);
  const [only, ...rest] = fields;
  const many = only !== undefined && rest.length === 0 && isPlural(nameWords(only).at(-1) ?? '');
  const told = [...faults.values()]
    .map((fault) => (many ? inPlural(fault) : fault))
    .flatMap((fault, at) => [at === 0 ? '' : ' or ', ...fault]);
  return draftOf(
    {
      pattern: 'unwanted',
      statement: joined([
        'If ',
        ...named,
        `${of} `,
        ...told,
        `, then the ${writing.module} shall reject ${what}${said === undefined ? '' : ` with the message \u201c${said}\u201d`}.`,
      ]),
      spans: group.map(({ validation }) => validation.span),
      names: [...fields, subject, ...namesIn(subject)],
      label: 'confirmed',
      worth: 0.45 + 0.35 * first.fit + (said === undefined ? 0 : 0.15),
    },
    writing,
  );
};

/** If the quantity of an order line is not between 1 and 999, then the Orders module shall reject the order line. */
export const validationDrafts = (seen: readonly Seen[], writing: FeatureWriting): Draft[] =>
  [...Map.groupBy(seen, keyOf).values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / mostFields) }, (_, at) =>
      group.slice(at * mostFields, (at + 1) * mostFields),
    ).flatMap((some) => draft(some, writing)),
  );
