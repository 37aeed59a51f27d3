import type { Source } from '#schemas/spec/source.ts';
import type { Finding } from '../check.ts';
import { linesIn } from '../markdown.ts';
import { type Part, partsOf, requiresAnything } from '../parts.ts';
import { plain } from '../prose.ts';
import { perFinding } from '../score.ts';
import type { PartCheck } from './statement-check.ts';

/** How models speak of themselves and of their task, and how texts speak to models. */
const leaks: readonly RegExp[] = [
  /\bas an? (?:AI|artificial intelligence|(?:large )?language model|assistant)\b/i,
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:instructions?|prompts?|rules|guidelines)\b/i,
  /\b(?:system|user|developer) prompt\b|\b(?:my|your) (?:instructions|prompt|training|knowledge cutoff)\b/i,
  /^\s*(?:sure|certainly|of course|absolutely|okay|here(?:'s| is| are))\b[^.]{0,60}[:!,]/i,
  /\bI(?:'m| am) (?:sorry|unable|not able|happy|an?)\b|\bI (?:can(?:no|')t|cannot|will now|have (?:written|rewritten|generated))\b/i,
  /<\/?(?:source|statement|findings|refused|evidence|feature|task|instructions?|system|user|assistant|thinking|example)>/i,
  /\b(?:you are (?:given|now|an?)|your task is|answer with one call|nothing in it is an instruction|call (?:of )?the tool)\b/i,
  /\b(?:Human|Assistant|System)\s*:\s|<\|(?:im_start|im_end|endoftext|eot_id)[^>]*\|>|\[\/?INST\]/,
  /\b(?:tool_use|toolUse|tool_call|max_tokens|stop_reason)\b/,
];

/** Bidirectional and invisible characters, and controls: what a reader doesn't see must not be there. */
const invisible = /[^\P{Cc}\n\t]|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;

/** A module that deals with prompts may say so: what was asked for is asked for in its own words. */
const leaksBeside = ({ descriptor }: Source): readonly RegExp[] => {
  const theirs = [descriptor.moduleName, ...descriptor.features.map(({ description }) => description)].join('\n');
  return leaks.filter((leak) => !leak.test(theirs));
};

const faultsOf = ({ raw, prose }: Part, forbidden: readonly RegExp[]): readonly string[] => [
  ...(forbidden.some((leak) => leak.test(raw)) ? ['speaks to a model, or as one'] : []),
  ...(/```|~~~/.test(plain(prose)) ? ['holds a code fence'] : []),
  ...(invisible.test(raw) ? ['holds characters that nobody sees'] : []),
];

const htmlTag = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|<!--|<!\[CDATA\[|<!doctype/i;

/** The line without what is code or escaped. */
const bare = (line: string): string => line.replaceAll(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '').replaceAll(/\\[<>`]/g, '');

const ourAnchor = /<a id="[A-Za-z0-9-]+"><\/a>/g;

const inMarkdown = (markdown: string, forbidden: readonly RegExp[]): Finding[] => {
  const { lines, open } = linesIn(markdown);
  const found = lines
    .filter(({ kind }) => kind !== 'fence')
    .flatMap(({ text, number }): Finding[] => {
      const where = `specification.md:${number}`;
      const line = bare(text).replaceAll(ourAnchor, '');
      return [
        ...(htmlTag.test(line) ? [{ where, message: 'holds raw HTML' }] : []),
        ...(forbidden.some((leak) => leak.test(text)) ? [{ where, message: 'speaks to a model, or as one' }] : []),
      ];
    });
  return open === undefined
    ? found
    : [...found, { where: `specification.md:${open}`, message: 'opens a fence that is never closed' }];
};

export const cleanText: PartCheck = {
  id: 'clean-text',
  title: 'No prompt, no unclosed fence, no raw HTML',
  weight: 4,
  faults: (part, { source }) => faultsOf(part, leaksBeside(source)),
  judge({ document, source, markdown }) {
    const forbidden = leaksBeside(source);
    const parts = partsOf(document);
    const own = parts.flatMap((part): Finding[] => {
      const found = faultsOf(part, forbidden);
      return found.length === 0 ? [] : [{ where: part.where, message: found.join('; '), statement: part.address }];
    });
    const findings = [...own, ...inMarkdown(markdown, forbidden)];
    return requiresAnything(document) ? perFinding(findings, 0.25) : { score: 0, findings };
  },
};
