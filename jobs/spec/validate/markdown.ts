export type Line = {
  readonly number: number;
  readonly text: string;
  readonly kind: 'heading' | 'table' | 'fence' | 'text' | 'blank';
};

const fence = /^ {0,3}(`{3,}|~{3,})/;

/** The lines of a Markdown text by what they are; a fence's content is `fence`. `open`: the fence that nobody closed. */
export const linesIn = (markdown: string): { readonly lines: readonly Line[]; readonly open?: number } => {
  let closing: { readonly mark: string; readonly number: number } | undefined;
  const lines = markdown.split('\n').map((text, index): Line => {
    const number = index + 1;
    const mark = fence.exec(text)?.[1];
    if (closing) {
      if (mark?.startsWith(closing.mark) && text.trim() === mark) closing = undefined;
      return { number, text, kind: 'fence' };
    }
    if (mark) {
      closing = { mark, number };
      return { number, text, kind: 'fence' };
    }
    if (text.trim() === '') return { number, text, kind: 'blank' };
    if (/^#{1,6} /.test(text)) return { number, text, kind: 'heading' };
    return { number, text, kind: /^\s*\|/.test(text) ? 'table' : 'text' };
  });
  return closing ? { lines, open: closing.number } : { lines };
};

/** Words as a reader counts them, outside tables and diagrams; a link counts for its text. */
export const wordCount = (markdown: string): number =>
  linesIn(markdown)
    .lines.filter(({ kind }) => kind === 'text' || kind === 'heading')
    .reduce(
      (sum, { text }) =>
        sum +
        (text
          .replaceAll(/<a [^>]*>|<\/a>/g, '')
          .replaceAll(/\]\([^)]*\)/g, ']')
          .match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0),
      0,
    );

export type Section = { readonly title: string; readonly line: number; readonly body: readonly Line[] };

/** What stands under each second-level heading; numbers before a title are not part of it. */
export const sectionsIn = (markdown: string): readonly Section[] => {
  const { lines } = linesIn(markdown);
  const starts = lines.flatMap(({ kind, text }, index) => (kind === 'heading' && /^## /.test(text) ? [index] : []));
  return starts.map((start, n) => ({
    title: (lines[start]?.text ?? '')
      .replace(/^## +(\d+(\.\d+)*\.?\s+)?/, '')
      .replace(/\s*\{#[^}]*\}\s*$|\s*<a [^>]*>\s*<\/a>\s*/g, '')
      .trim(),
    line: start + 1,
    body: lines.slice(start + 1, starts[n + 1]),
  }));
};
