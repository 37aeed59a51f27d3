import type { Check, Finding } from '../check.ts';
import { type FunctionalPart, partsOf } from '../parts.ts';
import { plain, spoken } from '../prose.ts';
import { shareOf } from '../score.ts';
import { termsOf } from '../terms.ts';
import type { Evidence } from './statement-check.ts';

/** So many requirements, or so great a part of all, may be built alike: a CRUD module has its rows of them. */
const alike = { most: 6, share: 0.34 };

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

/** Those that come again, from the second or from the `most`-and-first on. */
const beyond = (
  parts: readonly FunctionalPart[],
  keyOf: (part: FunctionalPart) => string,
  most: number,
): ReadonlySet<FunctionalPart> => new Set([...Map.groupBy(parts, keyOf).values()].flatMap((same) => same.slice(most)));

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

export const notAnInventory: Check & { faults(part: FunctionalPart, evidence: Evidence): readonly string[] } = {
  id: 'not-an-inventory',
  title: 'Requirements are of their feature, and no list of what the code holds',
  weight: 6,
  faults: (part, evidence) => {
    const fault = faultOf(part, evidence);
    return fault === undefined ? [] : [fault];
  },
  judge({ document, source, texts }) {
    const parts = partsOf(document).filter((part) => part.kind === 'functional');
    const again = beyond(parts, wording, 1);
    const rest = parts.filter((part) => !again.has(part));
    const many = beyond(rest, skeleton, Math.max(alike.most, Math.ceil(rest.length * alike.share)));
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
