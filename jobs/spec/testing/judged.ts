import type { Requirement, SpecDocument } from '#schemas/spec/document.ts';
import type { Source } from '#schemas/spec/source.ts';
import { renderMarkdown } from '../render/markdown.ts';
import type { Judged } from '../validate/check.ts';
import type { PartCheck } from '../validate/checks/statement-check.ts';
import { functional } from '../validate/parts.ts';
import { aDocument, prose } from './a-document.ts';
import { aSource } from './a-source.ts';
import { texts } from './a-source-texts.ts';

/** What a check is shown: the orders module's document, with what a test wants different. */
export const judgedWith = (
  document: Partial<SpecDocument> = {},
  { source = aSource, ...rest }: Partial<Omit<Judged, 'document' | 'source'>> & { source?: Source } = {},
): Judged => {
  const whole = { ...aDocument, ...document };
  return { document: whole, source, texts, markdown: renderMarkdown(whole), pdf: new Uint8Array(), ...rest };
};

const [template] = aDocument.features.flatMap(({ requirements }) => requirements);

/** A requirement of ORD-1 that says this, with names between backticks. */
export const aRequirement = (statement: string, more: Partial<Requirement> = {}): Requirement => {
  if (!template) throw new Error('The document has no requirement');
  const said = prose(statement);
  const names = said.filter(({ kind }) => kind === 'code').map(({ text }) => text);
  return { ...template, statement: said, identifiers: names, ...more };
};

/** What a check has against one requirement. */
export const faultsOf = (
  check: PartCheck,
  statement: string,
  more: Partial<Requirement> = {},
  source: Source = aSource,
): readonly string[] => check.faults(functional(aRequirement(statement, more)), { source, texts });

/** The document with one requirement changed. */
export const changed = (id: string, change: Partial<Requirement>): Pick<SpecDocument, 'features'> => ({
  features: aDocument.features.map((feature) => ({
    ...feature,
    requirements: feature.requirements.map((each) => (each.id === id ? { ...each, ...change } : each)),
  })),
});
