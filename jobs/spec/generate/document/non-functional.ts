import type { NonFunctional, Prose } from '#schemas/spec/document.ts';
import type { Measure } from '#schemas/spec/facts.ts';
import { isSayable, plain } from './english/clean.ts';
import { figure } from './english/words.ts';
import { code, joined, prose, textOf } from './prose.ts';
import { namesIn, type Writing } from './writing.ts';

/** How many of what: 5 s, 20 items. A unit that is a word is counted. */
const amount = (value: number, unit: string): string => {
  const one = value === 1 && unit.length > 3 ? unit.replace(/s$/, '') : unit;
  return `${figure(value)} ${one}`;
};

type Template = (amount: string, what: Prose) => readonly (Prose | string)[];

/** What is required, with a figure; and without one, what is done. */
const withFigure: Readonly<Record<Measure['subject'], Template>> = {
  timeout: (n, what) => [`wait at most ${n} for `, what],
  'cache-lifetime': (n, what) => [`cache `, what, ` for at most ${n}`],
  'page-size': (n, what) => [`return at most ${n} on a page of `, what],
  'rate-limit': (n, what) => [`accept at most ${n} for `, what],
  'upload-size': (n, what) => [`accept at most ${n} as the size of `, what],
  retries: (n, what) => ['limit retries of ', what, ` to ${n}`],
  concurrency: (n, what) => [`run at most ${n} at a time of `, what],
  'batch-size': (n, what) => [`process at most ${n} in a batch of `, what],
  'password-length': (n, what) => [`require at least ${n} for `, what],
  lockout: (n, what) => [`lock out after ${n} of `, what],
  'token-lifetime': (n, what) => ['end the validity of ', what, ` after ${n}`],
  hashing: (n, what) => ['hash with ', what, ` and ${n}`],
  encryption: (n, what) => ['encrypt with ', what, ` and ${n}`],
  transport: (n, what) => ['protect the transport by ', what, ` for ${n}`],
  'anti-forgery': (n, what) => ['check for forged requests by ', what, ` within ${n}`],
  cors: (n, what) => ['limit requests of other origins by ', what, ` for ${n}`],
  transaction: (n, what) => ['bind ', what, ` in a transaction of at most ${n}`],
  other: (n, what) => ['keep ', what, ` at ${n}`],
};

const withoutFigure: Readonly<Partial<Record<Measure['subject'], (what: Prose) => readonly (Prose | string)[]>>> = {
  hashing: (what) => ['hash secrets with ', what],
  encryption: (what) => ['encrypt data with ', what],
  transport: (what) => ['protect the transport by ', what],
  'anti-forgery': (what) => ['check requests to ', what, ' for forgery'],
  cors: (what) => (/origin/.test(textOf(what)) ? ['allow ', what] : ['limit requests of other origins by ', what]),
  transaction: (what) => ['use a transaction in ', what],
  concurrency: (what) => ['run at most one ', what, ' at a time'],
};

const unitless: Readonly<Partial<Record<Measure['subject'], string>>> = {
  'page-size': 'items',
  retries: 'attempts',
  'batch-size': 'items',
  'password-length': 'characters',
  lockout: 'attempts',
  'rate-limit': 'requests',
  concurrency: 'operations',
};

/** What the subject says already. */
const said =
  /^(?:(?:request |connection )?timeout|cache(?: lifetime)?|page size|database transaction|transaction|anti-forgery token|permit limit|one run at a time|batch size|retries) (?:of|in|for) (?=\S)/i;

const isName = /\p{Ll}\p{Lu}|_|\w\.\w/u;

/** What it is about, in words that can stand in a requirement, names among them as code. */
const about = ({ what, symbol }: Measure, { evidence }: Writing): Prose => {
  const words = plain(what)
    .replace(/[.\s]+$/, '')
    .replace(said, '')
    .replace(/^max(?= )/, 'the maximum')
    .split(' ');
  const names = new Set(words.filter((word) => isName.test(word)));
  const text = words.filter((word) => !names.has(word)).join(' ');
  const isShort = words.length <= 12 && what.length <= 120;
  if (
    isShort &&
    (text === '' || isSayable(text)) &&
    [...names].every((name) => /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name))
  ) {
    return joined(words.flatMap((word, at) => [at === 0 ? '' : ' ', names.has(word) ? code(word) : word]));
  }
  const name = evidence.symbolOf(symbol)?.name;
  return name ? prose('{}', name) : prose('the operation');
};

const statementOf = (
  measure: Measure,
  writing: Writing,
): { said: Prose; value?: number; unit?: string } | undefined => {
  const { subject, value } = measure;
  const what = about(measure, writing);
  const start = `The ${writing.module} shall `;
  const unit = measure.unit !== undefined && isUnit.test(measure.unit) ? measure.unit : unitless[subject];
  if (value !== undefined && unit !== undefined) {
    return { said: joined([start, ...withFigure[subject](amount(value, unit), what), '.']), value, unit };
  }
  const without = withoutFigure[subject];
  return value === undefined && without ? { said: joined([start, ...without(what), '.']) } : undefined;
};

const isUnit = /^[\p{L}%/ ]{1,24}$/u;

const most = 24;

const notEvidenced = [
  { category: 'performance', text: 'Performance: response times and throughput are not evidenced in the source.' },
  {
    category: 'security',
    text: 'Security: encryption, hashing and limits of sessions are not evidenced in the source.',
  },
] as const;

/** What the measures of the source ask for, with number and unit; where there is none of performance or security, so it says. */
export const nonFunctionalOf = (writing: Writing): NonFunctional[] => {
  const { evidence, facts } = writing;
  const seen = new Set<string>();
  const found = facts.measures.flatMap((measure): Omit<NonFunctional, 'id'>[] => {
    const made = statementOf(measure, writing);
    const text = made && textOf(made.said);
    if (!made || text === undefined || seen.has(text) || seen.size >= most) return [];
    const names = [...namesIn(measure.what), ...namesIn(evidence.symbolOf(measure.symbol)?.qualifiedName)];
    const held = evidence.held(measure.span, names);
    const salient = evidence.salient(measure.span);
    const identifiers = held.length > 0 ? held : salient ? [salient] : [];
    if (identifiers.length === 0) return [];
    seen.add(text);
    const { path, start, end } = measure.span;
    return [
      {
        category: measure.category,
        statement: made.said,
        evidenced: true,
        ...(made.value === undefined ? {} : { value: made.value }),
        ...(made.unit === undefined ? {} : { unit: made.unit }),
        citations: [{ path, start, end }],
        identifiers,
      },
    ];
  });
  const missing = notEvidenced
    .filter(({ category }) => !found.some((each) => each.category === category))
    .map(({ category, text }) => ({
      category,
      statement: prose(text),
      evidenced: false,
      citations: [],
      identifiers: [],
    }));
  return [...found, ...missing].map((each, at) => ({ id: `NFR-${String(at + 1).padStart(3, '0')}`, ...each }));
};
