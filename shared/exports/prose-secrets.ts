import { holdsSecret } from './secret-patterns.ts';

const mark = '[secret]';

const keyBlock = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

const nouns =
  '(?:pass(?:word|wd|phrase|code)|pwd|secret(?:[ _-]?(?:key|value))?|token|api[ _-]?key|access[ _-]?key|private[ _-]?key|credentials?|connection[ _-]?string)';

/** `Password: x`, "the password is x", "token = x": whatever stands there is taken for the secret. */
const said = new RegExp(
  `(${nouns}["'\`*_]*(?:\\s+(?:should|must|shall|will))?\\s*(?::|=|\\bis\\b|\\bbe\\b)\\s*(?:(?:set\\s+)?to\\s+)?)["'\`*]*([^\\s"'\`*]+)`,
  'gi',
);

/** "set the password to x", "use the token x": only if it has no look of a word. */
const maybe = new RegExp(`(${nouns}["'\`*_]*\\s+(?:to\\s+|as\\s+|of\\s+)?)["'\`*]*([^\\s"'\`*]+)`, 'gi');

const isWord = (text: string): boolean => /^[A-Za-z]+(?:[-'’][A-Za-z]+)*[.,;:!?)]*$/.test(text);

const withoutTokens = (line: string): string => {
  if (!holdsSecret(line)) return line;
  const words = line.replaceAll(/\S+/g, (word) => (holdsSecret(word) ? mark : word));
  return holdsSecret(words) ? mark : words;
};

/**
 * A text that people wrote, with `[secret]` in the place of what looks like one or is called one. It rather takes out too
 * much: "the password is rotated monthly" loses a word, and nobody needs it.
 */
export const withoutSecretsInProse = (text: string): string =>
  text
    .replaceAll(keyBlock, mark)
    .replaceAll(said, (_, before: string) => before + mark)
    .replaceAll(maybe, (whole, before: string, value: string) => (isWord(value) ? whole : before + mark))
    .split('\n')
    .map(withoutTokens)
    .join('\n');
