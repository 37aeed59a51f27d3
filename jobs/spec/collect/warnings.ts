import type { SourceFile } from '#schemas/spec/facts.ts';
import { shown } from './archive/refused.ts';
import { unparsedLanguages } from './unparsed-languages.ts';

const some = (paths: readonly string[]): string =>
  `${paths.slice(0, 5).map(shown).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}`;

const counted = (files: readonly SourceFile[]): string =>
  [...Map.groupBy(files, ({ reason = 'unknown' }) => reason.replace(/^differs from.*/, 'same path but for case'))]
    .sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))
    .map(([reason, of]) => `${reason}: ${of.length}`)
    .join('; ');

/** What a reader of the specification must know of what was not read, in sentences. */
export const warningsOf = (files: readonly SourceFile[], unmatched: readonly string[]): readonly string[] => {
  const unparsed = files.filter(({ outcome, language }) => outcome === 'text' && language === 'text');
  const failed = files.filter(({ outcome, language }) => outcome === 'text' && language !== 'text');
  const leftOut = files.filter(({ outcome }) => outcome === 'left-out' || outcome === 'unreadable');
  const languages = unparsedLanguages(unparsed.map(({ path }) => path));
  const isParsed = files.some(({ outcome }) => outcome === 'parsed');
  return [
    ...(languages
      ? [`Some of the source was read as text only, because its language is not parsed: ${languages} file(s).`]
      : []),
    ...(isParsed ? [] : ['No file could be parsed: what is said here rests on text alone.']),
    ...(failed.length > 0
      ? [`${failed.length} file(s) could not be parsed: ${some(failed.map(({ path }) => path))}.`]
      : []),
    ...(leftOut.length > 0 ? [`${leftOut.length} file(s) were left out (${counted(leftOut)}).`] : []),
    ...(unmatched.length > 0 ? [`The descriptor's focus names what is not in the source: ${some(unmatched)}.`] : []),
  ];
};
