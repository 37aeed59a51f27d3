import type { Span } from './spans.ts';
import { isPlaceholder } from './values.ts';

const isSecret = /^kind:[ \t]*["']?Secret["']?[ \t]*$/m;
const heading = /^(data|stringData):[ \t]*$/;
const entry = /^([ \t]+["']?[\w.-]+["']?[ \t]*:[ \t]*)(\S.*)$/;

/** Each line with where it begins. */
const linesOf = (text: string, from: number): readonly { readonly line: string; readonly at: number }[] => {
  let at = from;
  return text.split('\n').map((line) => {
    const start = at;
    at += line.length + 1;
    return { line, at: start };
  });
};

/** All that a manifest of the kind Secret holds, whatever it is called. https://kubernetes.io/docs/concepts/configuration/secret/ */
export const kubernetesSecretsIn = (text: string, path: string): readonly Span[] => {
  if (!/\.ya?ml$/i.test(path) || !isSecret.test(text)) return [];
  const spans: Span[] = [];
  for (const { index, 0: document } of text.matchAll(/(?:^|(?<=\n))(?:(?!---)[^\n]*(?:\n|$))+/g)) {
    if (!isSecret.test(document)) continue;
    let isWithin = false;
    for (const { line, at } of linesOf(document, index)) {
      if (/^\S/.test(line)) isWithin = heading.test(line);
      const [, before = '', value = ''] = (isWithin && entry.exec(line)) || [];
      if (value !== '' && !isPlaceholder(value))
        spans.push({ start: at + before.length, end: at + line.trimEnd().length });
    }
  }
  return spans;
};
