import type { CodeSymbol, Configuration, Entity } from '#schemas/spec/facts.ts';
import { isSayable } from '../english/clean.ts';
import { docPhrase, namePhrase, say } from '../english/phrase.ts';
import { isVerb } from '../english/verbs.ts';
import { article, list, nameWords } from '../english/words.ts';
import { prose } from '../prose.ts';
import { type Draft, draftOf, type FeatureWriting, namesIn } from '../writing.ts';

/** The Orders module shall calculate the total of an order: from what was written about a function that anybody may call. */
export const operationDraft = (symbol: CodeSymbol, fit: number, writing: FeatureWriting): Draft[] => {
  const { evidence, module } = writing;
  const commented = docPhrase(symbol.doc);
  const phrase = commented ?? namePhrase({ name: symbol.name, container: evidence.containerOf(symbol) });
  if (!phrase) return [];
  const head = evidence.headOf(symbol.span, symbol.name);
  return draftOf(
    {
      pattern: 'ubiquitous',
      statement: prose(`The ${module} shall ${say(phrase)}.`),
      spans: [head],
      names: [symbol.name, ...namesIn(symbol.qualifiedName.split('.').slice(-2).join('.'))],
      label: commented && evidence.shows(say(phrase), [symbol.span]) ? 'confirmed' : 'inferred',
      worth: (commented ? 0.2 : 0.1) + 0.35 * fit,
    },
    writing,
  );
};

const shown = 40;

/** Where the setting `Orders:MaxLines` is given, the Orders module shall use the given value instead of the default `50`. */
export const settingDraft = (setting: Configuration, fit: number, writing: FeatureWriting): Draft[] => {
  const { key, default: preset } = setting;
  if (preset === undefined || preset === '' || preset.length > shown || key.length > 80) return [];
  return draftOf(
    {
      pattern: 'optional',
      statement: prose(
        `Where the setting {} is given, the ${writing.module} shall use the given value instead of the default {}.`,
        key,
        preset,
      ),
      spans: [setting.span],
      names: [...namesIn(key), ...namesIn(writing.evidence.symbolOf(setting.symbol)?.name)],
      label: 'confirmed',
      worth: 0.25 + 0.25 * fit,
    },
    writing,
  );
};

const mostFields = 6;

/** Neither a deed nor the half of a phrase: ReplyTo, From. */
const isPlainName = (field: string): boolean => {
  const words = nameWords(field);
  return !isVerb(words[0] ?? '') && !/^(?:to|from|by|of|at|on|for|with|in|and|or)$/.test(words.at(-1) ?? '');
};

/** The Orders module shall store the customer id, the status and the total of an order. */
export const entityDraft = (entity: Entity, fit: number, writing: FeatureWriting): Draft[] => {
  const name = nameWords(entity.name).join(' ');
  const fields = entity.fields
    .filter(({ key, name: field }) => !key && !/^id$/i.test(field) && field.length > 1 && isPlainName(field))
    .slice(0, mostFields);
  const words = fields.map((field) => nameWords(field.name).join(' '));
  if (fields.length === 0 || ![name, ...words].every((each) => isSayable(each))) return [];
  const [first, last] = [fields[0], fields.at(-1)];
  if (!first || !last) return [];
  const start = Math.min(...fields.map(({ span }) => span.start));
  const end = Math.max(...fields.map(({ span }) => span.end));
  const tight = fields.every(({ span }) => span.path === first.span.path) && end - start <= 60;
  return draftOf(
    {
      pattern: 'ubiquitous',
      statement: prose(`The ${writing.module} shall store the ${list(words, 'and')} of ${article(name)} ${name}.`),
      spans: tight ? [{ path: first.span.path, start, end }] : [entity.span],
      names: fields.map((field) => field.name),
      label: 'confirmed',
      worth: 0.35 + 0.3 * fit,
    },
    writing,
  );
};
