import { sections } from '#schemas/spec/document.ts';
import { printable } from '../../render/pdf/covered.ts';
import type { Check, Judged } from '../check.ts';
import { type ReadPdf, readPdf } from '../pdf/load.ts';

type Rule = readonly [message: string, holds: (pdf: ReadPdf, judged: Judged) => boolean];

const count = ({ roles }: ReadPdf, role: string): number => roles.get(role) ?? 0;

/** Each level at most one below the one before: ISO 14289-1, 7.4.2. */
const stepwise = ({ headings }: ReadPdf): boolean =>
  headings.every(({ level }, at) => level <= (headings[at - 1]?.level ?? 0) + 1);

/** The compiler writes objects as plain text; what stands in streams is none. */
const objectsOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replaceAll(/\bstream\r?\n[\s\S]*?\nendstream/g, '');

const embedded = (bytes: Uint8Array): boolean => {
  const objects = objectsOf(bytes);
  const fonts = objects.match(/\/Type \/FontDescriptor\b/g)?.length ?? 0;
  return fonts > 0 && fonts === objects.match(/\/FontFile[23]? \d+ 0 R/g)?.length;
};

/** A document for reading runs nothing, opens nothing, holds no other file and leads nowhere but within itself. */
const active =
  /\/(?:JavaScript|JS|EmbeddedFile|RichMedia|OpenAction)\b|\/S \/(?:Launch|GoToR|URI|SubmitForm|ImportData)\b/;

const letters = (text: string): string => text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '');

const language = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** What a reader with a screen reader, a reader of bookmarks and an archive rely on. */
const rules: readonly Rule[] = [
  ['It is not tagged.', (pdf) => pdf.marked],
  ['It does not say that it is PDF/UA-1.', ({ universalAccess }) => universalAccess === '1'],
  [
    "Its language is not the document's.",
    (pdf, { document }) => language(pdf.language) === language(document.language),
  ],
  [
    'Its title does not name the document.',
    (pdf, { document: { title, moduleName } }) =>
      letters(pdf.title).includes(letters(printable(`${title}${moduleName}`))),
  ],
  ['A viewer would not show its title.', (pdf) => pdf.showsTitle],
  ['It has no title page, contents and body.', ({ pages }) => pages >= 3],
  ['Its headings are not tagged.', ({ headings }) => headings.length >= sections.length],
  ['A heading is more than one level below the one before it.', stepwise],
  [
    'A table is not tagged, or has no head.',
    (pdf, { document }) =>
      document.traceability.length === 0 || (count(pdf, 'Table') > 0 && count(pdf, 'TH') > 0 && count(pdf, 'TD') > 0),
  ],
  [
    'The data model has no picture, or one without words for who cannot see it.',
    ({ figures }, { document }) =>
      document.entities.length === 0 || (figures.length > 0 && figures.every(({ alt }) => alt !== '')),
  ],
  [
    'Its bookmarks do not lead to each section.',
    ({ bookmarks }) => sections.every(({ title }) => bookmarks.includes(title)),
  ],
  [
    'Nothing leads from requirements to where they are traced.',
    ({ links }, { document }) => document.features.every(({ requirements }) => requirements.length === 0) || links > 0,
  ],
  ['It runs something, holds a file or leads out of itself.', (_, { pdf }) => !active.test(objectsOf(pdf))],
  ['A font is not embedded.', (_, { pdf }) => embedded(pdf)],
];

/** The PDF is one that everybody can read, and that says what it is. */
export const pdfConforms: Check = {
  id: 'pdf-conforms',
  title: 'The PDF conforms to PDF/UA-1',
  weight: 3,
  judge: async (judged) => {
    const where = 'specification.pdf';
    try {
      const pdf = await readPdf(judged.pdf);
      const broken = rules.filter(([, holds]) => !holds(pdf, judged));
      return {
        score: 1 - broken.length / rules.length,
        findings: broken.map(([message]) => ({ where, message })),
      };
    } catch (thrown) {
      return { score: 0, findings: [{ where, message: `It cannot be read: ${String(thrown).slice(0, 200)}` }] };
    }
  },
};
