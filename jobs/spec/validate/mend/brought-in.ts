import type { Evidence } from '../checks/statement-check.ts';
import type { Part } from '../parts.ts';
import { codeIn, plain, spoken } from '../prose.ts';
import { linesOf } from '../spans.ts';
import { termsOf } from '../terms.ts';

/** What a requirement may say of anything: it tells nothing new. */
const neutral = termsOf(
  `system user request requests respond response answer return result results show display tell inform message error status reject refuse accept
  allow prevent record store save keep create add remove delete change update set read find look list open close send receive value values field
  given new existing current missing empty valid invalid name number text entry item items data information page form type kind call caller client
  service operation action function source time every each only before after until unless during within when while where then also already
  first last next previous same other own part whole single several together provide provided make made take taken give given hold held use used
  ask asked want wanted need needed let lets apply applied contain contains include includes become becomes fail fails succeed succeeds without
  people person whoever whose sign signed asks sends covers deals concerns cover deal concern purpose help helps document specification version`,
);

const figures = (text: string): readonly string[] =>
  text.replaceAll(/(?<=\d),(?=\d{3})/g, '').match(/\d+(?:\.\d+)?/g) ?? [];

const numberWords =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|hundred|thousand|million|half|twice|once)\b/gi;

const negations = (text: string): boolean =>
  /\b(?:not|no|never|none|neither|nor|cannot|without|unless|except)\b|n't\b/i.test(text);

const quoted = (text: string): readonly string[] => text.match(/"[^"]*"|“[^”]*”/g) ?? [];

/** All that bears a part out: what it said, what it cites, what was asked for. */
const borneOut = ({ prose, citations, identifiers, feature }: Part, { source, texts }: Evidence): string => {
  const asked = source.descriptor.features.find(({ id }) => id === feature);
  const lines = citations.flatMap((span) => {
    const found = linesOf(texts, span);
    return 'why' in found ? [] : found;
  });
  const { moduleName } = source.descriptor;
  return [plain(prose), ...lines, ...identifiers, moduleName, asked?.id ?? '', asked?.description ?? ''].join('\n');
};

const missing = (what: string, wanted: Iterable<string>, known: ReadonlySet<string>): readonly string[] =>
  [...new Set(wanted)].filter((each) => !known.has(each)).map((each) => `brings in ${what} "${each}"`);

/**
 * What a rewritten part says that nothing bears out: a word, a figure, a name or a quotation that stands neither in what it said before
 * nor in the lines that it cites; or the opposite of what it said. Words that say nothing of any module are free.
 */
export const broughtIn = (before: Part, after: Part, evidence: Evidence): readonly string[] => {
  const support = borneOut(before, evidence);
  const text = plain(after.prose);
  const terms = termsOf(support).union(neutral);
  const lower = support.toLowerCase();
  return [
    ...missing('the word', termsOf(spoken(after.prose)), terms),
    ...missing('the figure', figures(text), new Set(figures(support))),
    ...(spoken(after.prose).match(numberWords) ?? [])
      .filter((word) => !lower.includes(word.toLowerCase()))
      .map((word) => `brings in the figure "${word}"`),
    ...codeIn(after.prose)
      .filter((code) => !support.includes(code))
      .map((code) => `brings in the name "${code}"`),
    ...quoted(text)
      .filter((each) => !support.includes(each.slice(1, -1)))
      .map((each) => `brings in the quotation ${each}`),
    ...(negations(spoken(after.prose)) === negations(spoken(before.prose)) ? [] : ['says the opposite, or may']),
    ...(/https?:|www\.|[^\s@]@[^\s@]+\.|\]\(/i.test(text) && !/https?:|www\.|@/i.test(support)
      ? ['brings in an address']
      : []),
  ];
};
