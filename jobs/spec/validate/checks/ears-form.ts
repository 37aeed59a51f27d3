import type { Requirement } from '#schemas/spec/document.ts';
import { spoken } from '../prose.ts';
import { requirementCheck } from './statement-check.ts';

type Pattern = Requirement['pattern'];

/** The system: "the Orders module", or a name. */
const shall = String.raw`(?:[Tt]he |[\p{Lu}▢])[^,;.]*? shall [^\s.]`;

/** Mavin et al., "EARS" (2009); https://alistairmavin.com/ears/ */
const forms: Readonly<Record<Pattern, RegExp>> = {
  ubiquitous: new RegExp(`^${shall}`, 'u'),
  event: new RegExp(`^When(?:ever)? \\S.*?, ${shall}`, 'u'),
  state: new RegExp(`^While \\S.*?, ${shall}`, 'u'),
  unwanted: new RegExp(`^If \\S.*?, then ${shall}`, 'u'),
  optional: new RegExp(`^Where \\S.*?, ${shall}`, 'u'),
  complex: new RegExp(`^(?:While|Where|When) \\S.*?, (?:while|where|when|if) \\S.*?, (?:then )?${shall}`, 'u'),
};

const examples: Readonly<Record<Pattern, string>> = {
  ubiquitous: 'The <system> shall <response>.',
  event: 'When <trigger>, the <system> shall <response>.',
  state: 'While <state>, the <system> shall <response>.',
  unwanted: 'If <condition>, then the <system> shall <response>.',
  optional: 'Where <feature>, the <system> shall <response>.',
  complex: 'While <state>, when <trigger>, the <system> shall <response>.',
};

export const earsForm = requirementCheck({
  id: 'ears-form',
  title: 'Requirements are in EARS form',
  weight: 6,
  faults(statement) {
    const text = spoken(statement.prose);
    const isMatch =
      statement.kind === 'functional'
        ? forms[statement.requirement.pattern].test(text)
        : Object.values(forms).some((form) => form.test(text));
    const pattern = statement.kind === 'functional' ? statement.requirement.pattern : 'ubiquitous';
    return [
      ...(isMatch ? [] : [`not of the form "${examples[pattern]}"`]),
      ...(/[^.]\.\s*$/.test(text) ? [] : ['does not end with one full stop']),
      ...(/[.!?]\s+\p{Lu}/u.test(text) ? ['is more than one sentence'] : []),
    ];
  },
});
