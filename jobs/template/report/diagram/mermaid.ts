import type { Group } from './architecture.ts';
import type { Picture } from './simplify.ts';
import { brief, linesOf } from './wording.ts';

/** A name as Mermaid may show it: anything that could mean something to it, or to HTML, is written by its code point. */
const escaped = (text: string): string =>
  [...text].map((char) => (/[\p{L}\p{N} .,:/×…-]/u.test(char) ? char : `#${char.codePointAt(0)};`)).join('');

const label = (lines: readonly string[]): string =>
  `"${lines
    .filter((line) => line !== '')
    .map(escaped)
    .join('<br/>')}"`;

/** The picture as a Mermaid flowchart, for READMEs and wikis. https://mermaid.js.org/syntax/flowchart.html */
export const mermaidOf = ({ groups, boxes, arrows }: Picture, title: string): string => {
  const ids = new Map(boxes.map(({ id }, at) => [id, `n${at}`]));
  const group = (each: Group, indent: string): string[] => {
    const inner = `${indent}  `;
    const content = [
      ...boxes
        .filter((box) => box.group === each.id)
        .map((box) => `${inner}${ids.get(box.id)}[${label(linesOf(box))}]`),
      ...groups.filter(({ parent }) => parent === each.id).flatMap((child) => group(child, inner)),
    ];
    const open = `${indent}subgraph g${groups.indexOf(each)}[${label([brief(each.title, 60), each.note])}]`;
    return [open, ...content, `${indent}end`];
  };
  const lines = [
    '---',
    `title: ${JSON.stringify(escaped(brief(title, 80)))}`,
    '---',
    'flowchart LR',
    ...groups.filter(({ parent }) => parent === undefined).flatMap((each) => group(each, '  ')),
    ...arrows.map(({ from, to }) => `  ${ids.get(from)} --> ${ids.get(to)}`),
  ];
  return `${lines.join('\n')}\n`;
};
