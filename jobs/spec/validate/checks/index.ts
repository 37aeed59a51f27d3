import type { Check } from '../check.ts';
import { citationsHold } from './citations-hold.ts';
import { cleanText } from './clean-text.ts';
import { earsForm } from './ears-form.ts';
import { endpointsMatch } from './endpoints-match.ts';
import { entitiesMatch } from './entities-match.ts';
import { featureCoverage } from './feature-coverage.ts';
import { identifiersExist } from './identifiers-exist.ts';
import { labelEvidence } from './label-evidence.ts';
import { markdownPdfAgree } from './markdown-pdf-agree.ts';
import { measuredQuality } from './measured-quality.ts';
import { noPlaceholders } from './no-placeholders.ts';
import { noSecrets } from './no-secrets.ts';
import { notAnInventory } from './not-an-inventory.ts';
import { pdfConforms } from './pdf-conforms.ts';
import { preciseWords } from './precise-words.ts';
import { requirementIds } from './requirement-ids.ts';
import { sections } from './sections.ts';
import { singular } from './singular.ts';
import { wordLimit } from './word-limit.ts';

/** Those that read the document and its Markdown. */
export const textChecks: readonly Check[] = [
  sections,
  wordLimit,
  requirementIds,
  featureCoverage,
  earsForm,
  singular,
  preciseWords,
  noPlaceholders,
  measuredQuality,
  citationsHold,
  identifiersExist,
  endpointsMatch,
  entitiesMatch,
  labelEvidence,
  noSecrets,
  cleanText,
  notAnInventory,
];

/** Those that read the PDF: it is set once, when no more is mended. */
export const pdfChecks: readonly Check[] = [markdownPdfAgree, pdfConforms];
