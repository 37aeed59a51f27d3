import type { Finding } from '../check.ts';
import { type FunctionalPart, type Part, partsOf } from '../parts.ts';
import { plain, spoken } from '../prose.ts';
import { shareOf } from '../score.ts';
import { termsOf } from '../terms.ts';
import type { Evidence, PartCheck } from './statement-check.ts';

/** So many requirements may be built alike, or as many as there are others: a module has its rows of rules. */
const alike = 10;

/** A subject of the code and not of its user. */
const aboutCode =
  /\b(?:the|this) (?:method|function|class|constructor|property|field|interface|variable|file|namespace|struct|enum|getter|setter)s? ▢|▢ (?:method|function|class|constructor|property|getter|setter) (?:shall|is|returns|calls|does)/i;

const skeleton = (part: FunctionalPart): string =>
  spoken(part.prose)
    .toLowerCase()
    .replaceAll(/"[^"]*"|\d+/g, '#')
    .replaceAll(/[\s,.]+/g, ' ')
    .trim();

const wording = (part: FunctionalPart): string =>
  plain(part.prose)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Those that say again what another says; the only one that a feature has is kept, for it says that the feature is there. */
const repeated = (parts: readonly FunctionalPart[]): ReadonlySet<FunctionalPart> => {
  const kept = new Set<string>();
  const featured = new Set<string | undefined>();
  const seen = new Set<string>();
  return new Set(
    parts.filter((part) => {
      const words = wording(part);
      const isAgain = seen.has(words) && (featured.has(part.feature) || kept.has(`${part.feature} ${words}`));
      seen.add(words);
      kept.add(`${part.feature} ${words}`);
      if (!isAgain) featured.add(part.feature);
      return isAgain;
    }),
  );
};

const tooManyAlike = (parts: readonly FunctionalPart[]): ReadonlySet<FunctionalPart> =>
  new Set(
    [...Map.groupBy(parts, skeleton).values()].flatMap((same) =>
      same.slice(Math.max(alike, parts.length - same.length)),
    ),
  );

/** What a requirement shares with its feature: words, names, or names of the files it cites. */
const isOfFeature = (
  { feature, prose, identifiers, citations, requirement }: FunctionalPart,
  { source }: Evidence,
): boolean => {
  if (requirement.label === 'gap') return true;
  const asked = source.descriptor.features.find(({ id }) => id === feature);
  if (!asked) return false;
  const terms = termsOf(`${asked.id} ${asked.description}`);
  const own = termsOf([plain(prose), ...identifiers, ...citations.map(({ path }) => path)].join(' '));
  return terms.size === 0 || [...own].some((term) => terms.has(term));
};

const faultOf = (part: FunctionalPart, evidence: Evidence): string | undefined => {
  if (aboutCode.test(spoken(part.prose))) return 'tells of the code and not of what it does for its user';
  return isOfFeature(part, evidence) ? undefined : `shares no word with its feature, ${part.feature}`;
};

const faults = (part: Part, evidence: Evidence): readonly string[] => {
  const fault = part.kind === 'functional' ? faultOf(part, evidence) : undefined;
  return fault === undefined ? [] : [fault];
};

export const notAnInventory: PartCheck = {
  id: 'not-an-inventory',
  title: 'Requirements are of their feature, and no list of what the code holds',
  weight: 6,
  faults,
  judge({ document, source, texts }) {
    const parts = partsOf(document).filter((part) => part.kind === 'functional');
    const again = repeated(parts);
    const many = tooManyAlike(parts.filter((part) => !again.has(part)));
    const findings = parts.flatMap((part): Finding[] => {
      const message = again.has(part)
        ? 'says what another requirement says'
        : many.has(part)
          ? 'is one of too many that are built alike'
          : faultOf(part, { source, texts });
      return message === undefined ? [] : [{ where: part.where, message, statement: part.address }];
    });
    return { score: shareOf(parts.length, findings.length), findings };
  },
};
