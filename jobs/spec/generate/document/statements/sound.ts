import type { Requirement } from '#schemas/spec/document.ts';
import { earsForm } from '../../../validate/checks/ears-form.ts';
import { noPlaceholders } from '../../../validate/checks/no-placeholders.ts';
import { noSecrets } from '../../../validate/checks/no-secrets.ts';
import { preciseWords } from '../../../validate/checks/precise-words.ts';
import { singular } from '../../../validate/checks/singular.ts';
import type { FunctionalPart } from '../../../validate/parts.ts';
import { textOf } from '../prose.ts';
import type { Draft, FeatureWriting } from '../writing.ts';

/** Those of the validator's checks that judge a statement by its words. */
const checks = [earsForm, singular, preciseWords, noPlaceholders, noSecrets];

/** Whether the validator would let a draft pass as it is: what it would cut is not written in the first place. */
export const isSound = (draft: Draft, { feature, judged }: FeatureWriting): boolean => {
  const { worth: _worth, ...rest } = draft;
  const requirement: Requirement = { id: 'FR-001', feature: feature.id, ...rest };
  const part: FunctionalPart = {
    kind: 'functional',
    address: requirement.id,
    where: requirement.id,
    prose: draft.statement,
    raw: textOf(draft.statement),
    citations: draft.citations,
    identifiers: draft.identifiers,
    feature: feature.id,
    requirement,
  };
  return checks.every((check) => check.faults(part, judged).length === 0);
};
