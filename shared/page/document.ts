import { createHash } from 'node:crypto';
import { html, type Markup, trusted } from './markup.ts';

/** A part of a page; undefined where it has nothing to say. */
export type Section<Data> = (
  data: Data,
) => { readonly id: string; readonly title: string; readonly body: Markup } | undefined;

export type PageParts<Data> = {
  readonly title: string;
  readonly style: string;
  /** Ours, never made of data; the page must be whole without it. */
  readonly script?: string;
  readonly header: Markup;
  readonly footer: Markup;
  /** In the order of reading. */
  readonly sections: readonly Section<Data>[];
};

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but this very style and script is loaded or run, whatever the text says. https://www.w3.org/TR/CSP3/ */
const policyOf = (style: string, script: string | undefined): string =>
  [
    `default-src 'none'`,
    `style-src ${hashOf(style)}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');

/** A report as one HTML file that needs nothing else: no font, no request. The same data gives the same bytes. */
export const pageDocument = <Data>(
  data: Data,
  { title, style, script, header, footer, sections }: PageParts<Data>,
): string => {
  const told = sections.flatMap((section) => section(data) ?? []);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${header}
<nav aria-label="Sections"><ul>${told.map((each) => html`<li><a href="#${each.id}">${each.title}</a></li>`)}</ul></nav>
<main>
${told.map((each) => html`<section id="${each.id}" aria-labelledby="${each.id}-title"><h2 id="${each.id}-title">${each.title}</h2>\n${each.body}</section>\n`)}
</main>
<footer>${footer}</footer>${script !== undefined && html`\n<script>${trusted(script)}</script>`}
</body>
</html>
`;
  return page.toString();
};
