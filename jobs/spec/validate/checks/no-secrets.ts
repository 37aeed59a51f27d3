import { holdsSecret } from '#shared/exports/secret-patterns.ts';
import { redacted } from '../../collect/redact/redact.ts';
import { mark } from '../../collect/redact/spans.ts';
import type { Finding } from '../check.ts';
import { type Part, partsOf, requiresAnything } from '../parts.ts';
import { perFinding } from '../score.ts';
import type { Texts } from '../spans.ts';
import type { Evidence, PartCheck } from './statement-check.ts';

/** So many tokens in a row are the source itself, and no longer about it. */
const verbatim = 25;

const tokens = (text: string): readonly string[] =>
  text.match(/[\p{L}_$][\p{L}\p{N}_$]*|\p{N}+|[^\s\p{L}\p{N}_$]/gu) ?? [];

/** Punctuation that prose has little of, nor has a list of routes. */
const looksLikeCode = (run: readonly string[]): boolean =>
  run.filter((token) => /^[(){}[\];=<>.|!?+*"']$/.test(token)).length >= run.length / 4;

type Run = { readonly text: string; readonly longest: string };

const runsOf = (text: string): readonly Run[] => {
  const all = tokens(text);
  return all.slice(0, Math.max(0, all.length - verbatim + 1)).flatMap((_, start) => {
    const run = all.slice(start, start + verbatim);
    if (!looksLikeCode(run)) return [];
    return [{ text: run.join(' '), longest: run.reduce((a, b) => (b.length > a.length ? b : a)) }];
  });
};

/** Only what has the looks of code is searched for, and only in files that hold its longest name. */
const isVerbatim = (text: string, texts: Texts): boolean => {
  const runs = runsOf(text);
  if (runs.length === 0) return false;
  const names = [...new Set(runs.map(({ longest }) => longest))];
  for (const lines of texts.values()) {
    const held = new Set(names.filter((name) => lines.some((line) => line.includes(name))));
    const candidates = runs.filter(({ longest }) => held.has(longest));
    if (candidates.length === 0) continue;
    const whole = tokens(lines.join('\n')).join(' ');
    if (candidates.some((run) => whole.includes(run.text))) return true;
  }
  return false;
};

/** What the collector took out stands for a secret, and is none. */
const unmasked = (text: string): string => text.replaceAll(mark, '${}');

const secret = 'holds what looks like a secret';

const faults = ({ raw, prose }: Part, { texts }: Evidence): readonly string[] => [
  ...(holdsSecret(unmasked(raw)) ? [secret] : []),
  ...(prose.length > 0 && isVerbatim(raw, texts)
    ? [`repeats more than ${verbatim} tokens of the source word for word`]
    : []),
];

/** Which of these the collector's redaction would take something out of: all at once, a line each. */
const redactedIn = async (all: readonly string[]): Promise<ReadonlySet<number>> => {
  const lines = all.map((text) => unmasked(text).replaceAll(/[\r\n]+/g, ' '));
  const after = (await redacted('specification.md', lines.join('\n'))).text.split('\n');
  return new Set(lines.flatMap((line, index) => (line === after[index] ? [] : [index])));
};

const inMarkdown = async (markdown: string): Promise<Finding[]> => {
  const lines = markdown.split('\n');
  const found = await redactedIn(lines);
  return lines.flatMap((line, index) =>
    found.has(index) || holdsSecret(unmasked(line))
      ? [{ where: `specification.md:${index + 1}`, message: secret }]
      : [],
  );
};

/** What was redacted from the source must not come back by another way: the collector's own rules are asked again. */
export const noSecrets: PartCheck = {
  id: 'no-secrets',
  title: 'No secret, and no long piece of the source word for word',
  weight: 8,
  faults,
  async judge({ document, source, texts, markdown }) {
    const parts = partsOf(document);
    const taken = await redactedIn(parts.map(({ raw }) => raw));
    const own = parts.flatMap((part, index): Finding[] => {
      const found = new Set([...faults(part, { source, texts }), ...(taken.has(index) ? [secret] : [])]);
      return found.size === 0 ? [] : [{ where: part.where, message: [...found].join('; '), statement: part.address }];
    });
    const findings = [...own, ...(own.length > 0 ? [] : await inMarkdown(markdown))];
    return requiresAnything(document) ? perFinding(findings, 0.5) : { score: 0, findings };
  },
};
