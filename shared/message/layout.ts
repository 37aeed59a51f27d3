/** The width of the email's text in columns; only commands, S3 URIs and links may be longer, each on a line of its own. */
export const columns = 78;

const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** One line of plain text of at most `limit` characters: names and reasons come from the drop and must not break the layout. */
export const oneLine = (text: string, limit = 300): string => {
  const line = text.replace(controls, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
};

/** Wraps a paragraph at word boundaries; a word longer than the line (a link) stays whole on its own line. */
export const wrap = (text: string, first = '', rest = first): readonly string[] => {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const indent = lines.length === 0 ? first : rest;
    if (line !== indent && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = rest + word;
    } else line = line === indent ? line + word : `${line} ${word}`;
  }
  return [...lines, line];
};

/** A bullet with a hanging indent. */
export const bullet = (text: string): readonly string[] => wrap(oneLine(text), '  - ', '    ');

/** The bullets, and how many more there are if `total` says so. */
export const bullets = (items: readonly string[], total = items.length): readonly string[] => [
  ...items.flatMap(bullet),
  ...(total > items.length ? [`  … and ${total - items.length} more`] : []),
];

/** A titled block; nothing at all if it has no lines. */
export const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title.toUpperCase(), ...lines];

/** `1 resource`, `2 resources`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

const units = ['bytes', 'KB', 'MB', 'GB'] as const;

/** `512 bytes`, `20.0 KB`: 1 KB is 1,024 bytes, as S3's console counts. */
export const size = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return power === 0 ? counted(bytes, 'byte') : `${(bytes / 1024 ** power).toFixed(1)} ${units[power]}`;
};
