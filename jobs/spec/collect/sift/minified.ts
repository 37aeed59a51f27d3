import type { PathRule } from './path-rule.ts';

export const minifiedNames: readonly PathRule[] = [
  { pattern: /[.-]min\.(js|mjs|cjs|css|html)$/i, reason: 'minified' },
  { pattern: /\.(bundle|chunk)\.(js|mjs|css)$/i, reason: 'minified' },
  { pattern: /\.(js|css|ts|mjs)\.map$/i, reason: 'minified' },
];

const mayBeMinified = /\.([cm]?jsx?|[cm]?tsx?|html?)$/i;
const longLine = 5_000;
const meanLine = 300;
const shortFile = 2_000;

/** Code that no person reads: lines as long as only a tool writes them. */
export const isMinified = (path: string, text: string, lines: number): boolean => {
  if (!mayBeMinified.test(path) || text.length < shortFile) return false;
  if (text.length / Math.max(lines, 1) > meanLine) return true;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    if ((end === -1 ? text.length : end) - start > longLine && !/["'`]\s*[,;)]?\s*$/.test(text.slice(start, end)))
      return true;
    if (end === -1) return false;
    start = end + 1;
  }
  return false;
};
