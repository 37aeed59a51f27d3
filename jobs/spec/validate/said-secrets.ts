import { holdsSecret } from '#shared/exports/secret-patterns.ts';
import { mark } from '../collect/redact/spans.ts';
import type { Evidence } from './checks/statement-check.ts';
import type { Part } from './parts.ts';
import type { Texts } from './spans.ts';

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
export const unmasked = (text: string): string => text.replaceAll(mark, '${}');

export const secret = 'holds what looks like a secret';

/** What a part must not say; apart from the check, for the generator's gate needs none of the collector's rules. */
export const saidSecrets = ({ raw, prose }: Part, { texts }: Evidence): readonly string[] => [
  ...(holdsSecret(unmasked(raw)) ? [secret] : []),
  ...(prose.length > 0 && isVerbatim(raw, texts)
    ? [`repeats more than ${verbatim} tokens of the source word for word`]
    : []),
];
