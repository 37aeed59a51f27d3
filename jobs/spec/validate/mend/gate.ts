import type { Prose } from '#schemas/spec/document.ts';
import { citationsHold } from '../checks/citations-hold.ts';
import { cleanText } from '../checks/clean-text.ts';
import { earsForm } from '../checks/ears-form.ts';
import { identifiersExist } from '../checks/identifiers-exist.ts';
import { labelEvidence } from '../checks/label-evidence.ts';
import { measuredQuality } from '../checks/measured-quality.ts';
import { noPlaceholders } from '../checks/no-placeholders.ts';
import { notAnInventory } from '../checks/not-an-inventory.ts';
import { preciseWords } from '../checks/precise-words.ts';
import { singular } from '../checks/singular.ts';
import type { Evidence } from '../checks/statement-check.ts';
import type { Part } from '../parts.ts';
import { plain } from '../prose.ts';
import { saidSecrets } from '../said-secrets.ts';
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
  { faults: saidSecrets },
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
