import type { FunctionalPart } from '../parts.ts';
import { codeIn } from '../prose.ts';
import { codeLines, holdsOne, linesOf } from '../spans.ts';
import { type Evidence, partCheck } from './statement-check.ts';

/** Code, and not a comment alone, holds a name that the requirement rests on. */
const isShown = ({ citations, identifiers, prose }: FunctionalPart, { texts }: Evidence): boolean =>
  citations.some((span) => {
    const lines = linesOf(texts, span);
    return !('why' in lines) && holdsOne(codeLines(lines), identifiers.length > 0 ? identifiers : codeIn(prose));
  });

/** The labels' meanings: schemas/spec/document.ts. */
const faultsOf: Readonly<
  Record<FunctionalPart['requirement']['label'], (part: FunctionalPart, evidence: Evidence) => readonly string[]>
> = {
  confirmed: (part, evidence) =>
    isShown(part, evidence) ? [] : ['is called confirmed, and no code that it cites shows it'],
  inferred: ({ citations }) =>
    citations.length > 0 ? [] : ['is called inferred, and cites nothing it is inferred from'],
  gap: ({ citations }) => (citations.length === 0 ? [] : ['is called a gap, and cites code']),
};

export const labelEvidence = partCheck({
  id: 'label-evidence',
  title: 'Labels agree with the evidence: confirmed by code, inferred from names, or a gap',
  weight: 6,
  faults: (part, evidence) =>
    part.kind === 'functional' ? faultsOf[part.requirement.label](part, evidence) : undefined,
});
