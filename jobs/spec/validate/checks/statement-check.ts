import type { Source } from '#schemas/spec/source.ts';
import type { Check } from '../check.ts';
import { type FunctionalPart, type NonFunctionalPart, type Part, partsOf, requiresAnything } from '../parts.ts';
import { shareOf } from '../score.ts';
import type { Texts } from '../spans.ts';

/** What one statement is held against. */
export type Evidence = { readonly source: Source; readonly texts: Texts };

export type Statement = FunctionalPart | NonFunctionalPart;

/** A check that judges each part of a document for itself, so that a rewritten one can be held against it before it goes in. */
export type PartCheck = Check & { faults(part: Part, evidence: Evidence): readonly string[] };

type Definition = Pick<Check, 'id' | 'title' | 'weight'> & {
  /** Undefined: this part is none of the check's business. */
  faults(part: Part, evidence: Evidence): readonly string[] | undefined;
};

export const partCheck = ({ faults, ...check }: Definition): PartCheck => ({
  ...check,
  faults: (part, evidence) => faults(part, evidence) ?? [],
  judge({ document, source, texts }) {
    const judged = partsOf(document).flatMap((part) => {
      const found = faults(part, { source, texts });
      return found ? [{ part, found }] : [];
    });
    const faulty = judged.filter(({ found }) => found.length > 0);
    return {
      score: requiresAnything(document) ? shareOf(judged.length, faulty.length) : 0,
      findings: faulty.map(({ part: { where, address }, found }) => ({
        where,
        message: found.join('; '),
        statement: address,
      })),
    };
  },
});

type Requirements = Omit<Definition, 'faults'> & {
  faults(statement: Statement, evidence: Evidence): readonly string[];
};

export const isStatement = (part: Part): part is Statement =>
  part.kind === 'functional' || part.kind === 'non-functional';

/** The system must do it: a functional requirement, or a non-functional one with evidence. */
export const isRequired = (part: Part): part is Statement =>
  part.kind === 'functional' || (part.kind === 'non-functional' && part.requirement.evidenced);

/** The same for what says "shall" alone. */
export const requirementCheck = ({ faults, ...definition }: Requirements): PartCheck =>
  partCheck({
    ...definition,
    faults: (part, evidence) => (isRequired(part) ? faults(part, evidence) : undefined),
  });
