import { type SpecDocument, sections } from '#schemas/spec/document.ts';
import { printable } from '../../render/pdf/covered.ts';
import { pageTexts } from '../../render/pdf/text.ts';
import type { Check, Finding } from '../check.ts';
import { plain } from '../prose.ts';
import { shareOf } from '../score.ts';

/** Lines break differently in both, words are parted, signs escaped: letters and digits are what must be the same. */
const letters = (text: string): string =>
  printable(text)
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

type Told = { readonly where: string; readonly text: string };

/** What both must say: headings, statements with their ids, what tables are about. */
const toldBy = (document: SpecDocument): readonly Told[] => [
  { where: 'title', text: document.moduleName },
  { where: 'version', text: document.version },
  ...sections.map(({ title }) => ({ where: title, text: title })),
  ...document.overview.purpose.map((prose) => ({ where: 'Overview', text: plain(prose) })),
  ...document.features.flatMap(({ id, requirements }) => [
    { where: `Traceability: ${id}`, text: id },
    ...requirements.map((each) => ({ where: each.id, text: plain(each.statement) })),
  ]),
  ...document.nonFunctional.map((each) => ({ where: each.id, text: plain(each.statement) })),
  ...document.entities.flatMap(({ name, fields }) => [
    { where: `Data Model: ${name}`, text: name },
    ...fields.map((field) => ({ where: `Data Model: ${name}`, text: field.name })),
  ]),
  ...document.endpoints.map(({ verb, route }) => ({ where: `API Endpoints: ${verb} ${route}`, text: route })),
  ...document.openQuestions.map(({ question }) => ({ where: 'Open Questions', text: plain(question) })),
];

/** A running head may stand between two pieces of what goes over to the next page. */
const pieces = (text: string): readonly string[] => text.match(/[\s\S]{1,24}/g) ?? [];

const says = (whole: string, text: string): boolean =>
  whole.includes(text) || pieces(text).filter((piece) => !whole.includes(piece)).length <= (text.length > 48 ? 1 : 0);

const ids = (text: string): ReadonlySet<string> => new Set(text.match(/\bN?FR-\d{3,}/g));

const printedIn = (pdf: Uint8Array): string => {
  try {
    return pageTexts(pdf).join('\n');
  } catch {
    return '';
  }
};

export const markdownPdfAgree: Check = {
  id: 'markdown-pdf-agree',
  title: 'Markdown and PDF say the same',
  weight: 3,
  judge({ document, markdown, pdf }) {
    const printed = printedIn(pdf);
    const inPdf = letters(printed);
    // Entities and escapes of Markdown stand for signs, which do not count.
    const inMarkdown = letters(markdown.replaceAll(/&(?:lt|gt|amp|quot|#\d+);/g, ' '));
    const told = toldBy(document);
    const missing = told.flatMap(({ where, text }): Finding[] => {
      const wanted = letters(text);
      const lacks = [
        ...(says(inPdf, wanted) ? [] : ['specification.pdf']),
        ...(says(inMarkdown, wanted) ? [] : ['specification.md']),
      ];
      return lacks.map((file) => ({ where, message: `${file} does not say "${text.slice(0, 80)}"` }));
    });
    const known = ids(markdown);
    const strange = [...ids(printed)]
      .filter((id) => !known.has(id))
      .map((id) => ({ where: id, message: `${id} is in specification.pdf alone` }));
    const findings = [...missing, ...strange];
    return { score: shareOf(told.length, Math.min(told.length, findings.length)), findings };
  },
};
