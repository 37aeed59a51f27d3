/** A cell of a table: a pipe would end it, and so would a line. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

/** A table with a head, as GitHub reads it. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');

export const codeBlock = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
