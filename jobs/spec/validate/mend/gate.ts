import type { NonFunctional, Prose, Requirement } from '#schemas/spec/document.ts';
import { citationsHold } from '../checks/citations-hold.ts';
import { cleanText } from '../checks/clean-text.ts';
import { earsForm } from '../checks/ears-form.ts';
import { identifiersExist } from '../checks/identifiers-exist.ts';
import { labelEvidence } from '../checks/label-evidence.ts';
import { measuredQuality } from '../checks/measured-quality.ts';
import { noPlaceholders } from '../checks/no-placeholders.ts';
import { noSecrets } from '../checks/no-secrets.ts';
import { notAnInventory } from '../checks/not-an-inventory.ts';
import { preciseWords } from '../checks/precise-words.ts';
import { singular } from '../checks/singular.ts';
import type { Evidence } from '../checks/statement-check.ts';
import { functional, nonFunctional, type Part, textPart } from '../parts.ts';
import { plain } from '../prose.ts';
import { broughtIn } from './brought-in.ts';

const gates = [
  earsForm,
  singular,
  preciseWords,
  noPlaceholders,
  measuredQuality,
  citationsHold,
  identifiersExist,
  labelEvidence,
  noSecrets,
  cleanText,
  notAnInventory,
] as const;

const longest = { factor: 2, least: 240 };

const tooLong = (before: Prose, after: Prose): readonly string[] =>
  plain(after).length > Math.max(longest.least, longest.factor * plain(before).length)
    ? ['is more than twice as long']
    : [];

/** Why a part may not be said in these words; nothing: it may. It must be without fault, and bring in nothing that its evidence lacks. */
export const refusals = (before: Part, after: Part, evidence: Evidence): readonly string[] => [
  ...gates.flatMap((check) => check.faults(after, evidence)),
  ...broughtIn(before, after, evidence),
  ...tooLong(before.prose, after.prose),
];

/** The same for a functional requirement: its feature, label, citations and names stay, only the words are new. */
export const gate = (before: Requirement, after: Requirement, evidence: Evidence): readonly string[] => [
  ...(after.id === before.id && after.feature === before.feature ? [] : ['is another requirement']),
  ...(after.label === before.label || after.label === 'inferred' ? [] : [`calls itself ${after.label}`]),
  ...(JSON.stringify(after.citations) === JSON.stringify(before.citations) ? [] : ['cites something else']),
  ...refusals(functional(before), functional(after), evidence),
];

/** The same for a non-functional one: its figure stays, too. */
export const gateNonFunctional = (before: NonFunctional, after: Prose, evidence: Evidence): readonly string[] =>
  refusals(nonFunctional(before), nonFunctional({ ...before, statement: after }), evidence);

/** The same for a paragraph or a summary: what it may speak of is what it spoke of before, and what `about` cites and names. */
export const gateText = (
  before: Prose,
  after: Prose,
  about: Partial<Pick<Part, 'citations' | 'identifiers' | 'feature'>>,
  evidence: Evidence,
): readonly string[] => refusals(textPart('', '', before, about), textPart('', '', after, about), evidence);
