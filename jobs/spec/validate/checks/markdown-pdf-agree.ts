import { type Prose, type SpecDocument, sections } from '#schemas/spec/document.ts';
import { printable } from '../../render/pdf/covered.ts';
import type { Check, Finding } from '../check.ts';
import { readPdf } from '../pdf/load.ts';

/**
 * What remains of a text wherever it was set: letters and digits in their order. Gone are markup, hyphens at line ends, ligatures,
 * spaces, what no font holds, and scripts that are laid from right to left.
 */
const squash = (text: string): string =>
  printable(text)
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}/{}.:]+|[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]+/gu, '');

const said = (prose: Prose): string => prose.map(({ text }) => text).join('');

type Claim = { readonly where: string; readonly what: string; readonly text: string };
type Edition = readonly [name: string, text: string];

/** What a reader must find in both. */
const claimsOf = (document: SpecDocument): Claim[] => {
  const statements = [...document.features.flatMap(({ requirements }) => requirements), ...document.nonFunctional];
  return [
    ...sections.map(({ title }) => ({ where: title, what: 'the section', text: title })),
    ...statements.map(({ id }) => ({ where: id, what: 'the id', text: id })),
    ...statements.map(({ id, statement }) => ({
      where: id,
      what: 'the statement',
      text: said(statement),
      statement: id,
    })),
    ...document.endpoints.map(({ verb, route }) => ({
      where: `${verb} ${route}`,
      what: 'the endpoint',
      text: `${verb}${route}`,
    })),
    ...document.entities.map(({ name }) => ({ where: name, what: 'the entity', text: name })),
    ...document.traceability.map(({ feature, description }) => ({
      where: feature,
      what: 'the trace',
      text: `${feature}${description}`,
    })),
    ...document.openQuestions.map(({ question }) => ({
      where: 'Open Questions',
      what: 'a question',
      text: said(question),
    })),
  ];
};

/** Headings below the document's own title, as they read; not what looks like one in a fence. */
const headingsOf = (markdown: string): string[] =>
  markdown
    .replace(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .flatMap((line) => /^#{2,6} (.+)$/.exec(line)?.[1] ?? []);

/** A finding says no more than this many characters of where it is. */
const shown = 120;

/** What is longer than this may go over to the next page, with another column's text between its pieces. */
const onOnePage = 600;

/** How often a text stands in another: once if all pieces of a long one do. */
const timesIn = (whole: string, text: string): number => {
  const times = whole.split(text).length - 1;
  const pieces = text.length > onOnePage && times === 0 ? (text.match(/.{1,40}/gsu) ?? []) : [];
  const apart = pieces.filter((piece) => !whole.includes(piece)).length;
  return pieces.length > 0 && apart <= 2 ? 1 : times;
};

/**
 * Whether each edition tells of each claim: as often as claims hold its text, for POST /orders is part of POST /orders/{id} too.
 */
const lacking = (claims: readonly Claim[], editions: readonly Edition[]): Finding[] => {
  const wanted = claims.map((claim) => ({ ...claim, text: squash(claim.text) }));
  const routes = wanted.filter(({ what }) => what === 'the endpoint');
  const timesOf = ({ what, text }: Claim): number =>
    what === 'the endpoint' ? routes.filter((route) => route.text.startsWith(text)).length : 1;
  return wanted.flatMap((claim) =>
    editions
      .filter(([, edition]) => claim.text !== '' && timesIn(edition, claim.text) < timesOf(claim))
      .map(([name]) => ({ where: claim.where.slice(0, shown), message: `${name} lacks ${claim.what}` })),
  );
};

/** The two editions say the same: the same headings, requirements, endpoints, entities, traces and questions. */
export const markdownPdfAgree: Check = {
  id: 'markdown-pdf-agree',
  title: 'Markdown and PDF agree',
  weight: 3,
  judge: async ({ document, markdown, pdf }) => {
    try {
      const read = await readPdf(pdf);
      const editions: readonly Edition[] = [
        ['specification.md', squash(markdown)],
        ['specification.pdf', squash(read.text)],
      ];
      const claims = claimsOf(document);
      const headings = headingsOf(markdown);
      const inPdf = new Set(read.headings.map(({ text }) => squash(text)));
      const findings: Finding[] = [
        ...headings
          .filter((heading) => !inPdf.has(squash(heading)))
          .map((heading) => ({ where: 'specification.pdf', message: `has no heading "${heading.slice(0, shown)}"` })),
        ...lacking(claims, editions),
      ];
      const asked = headings.length + claims.length * editions.length;
      return { score: Math.max(0, 1 - findings.length / Math.max(asked, 1)), findings };
    } catch (thrown) {
      const message = `It cannot be read: ${String(thrown).slice(0, 200)}`;
      return { score: 0, findings: [{ where: 'specification.pdf', message }] };
    }
  },
};
