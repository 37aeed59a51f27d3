import { pagesOf } from '../../render/pdf/pages.ts';
import type { Check, Finding } from '../check.ts';
import { perFinding } from '../score.ts';

const where = 'specification.pdf';

/** What ISO 14289-1 (PDF/UA-1) asks of a file that can be read off it: https://pdfa.org/resource/iso-14289-pdfua/ */
const musts: readonly (readonly [must: RegExp, what: string])[] = [
  [/^%PDF-1\.[4-7]/, 'is no PDF'],
  [/%%EOF\s*$/, 'is cut off'],
  [/<pdfuaid:part>1<\/pdfuaid:part>|pdfuaid:part="1"/, 'does not call itself PDF/UA-1'],
  [/\/Marked true/, 'is not tagged'],
  [/\/Type \/StructTreeRoot/, 'has no structure'],
  [/\/S \/H1\b/, 'has no headings'],
  [/\/DisplayDocTitle true/, 'does not show its title'],
  [/\/Lang \((?!\))/, 'has no language'],
  [/\/Type \/Outlines/, 'has no bookmarks'],
];

/** A document for reading runs nothing, opens nothing and holds no other file. */
const mustNot: readonly (readonly [RegExp, string])[] = [
  [/\/(?:JavaScript|JS)\b/, 'holds a script'],
  [/\/S \/(?:Launch|GoToR|URI|SubmitForm|ImportData)\b/, 'leads out of the document'],
  [/\/(?:EmbeddedFile|RichMedia|OpenAction)\b/, 'holds a file or an action'],
];

const streams = /\bstream\r?\n[\s\S]*?\nendstream/g;

const xmp = /<\?xpacket begin[\s\S]*?<\?xpacket end/;

/** Every picture says in words what it shows; every font is in the file. */
const counted = (text: string): readonly string[] => [
  ...((text.match(/\/S \/Figure\b/g)?.length ?? 0) > (text.match(/\/Alt \(|\/Alt </g)?.length ?? 0)
    ? ['has a picture without words for it']
    : []),
  ...((text.match(/\/Type \/FontDescriptor\b/g)?.length ?? 0) > (text.match(/\/FontFile[23]? \d+ 0 R/g)?.length ?? 0)
    ? ['has a font that is not in it']
    : []),
];

const title = ({ title: name, moduleName }: { readonly title: string; readonly moduleName: string }): string =>
  `${name}: ${moduleName}`;

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const letters = (text: string): string => text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '');

export const pdfConforms: Check = {
  id: 'pdf-conforms',
  title: 'The PDF is tagged, PDF/UA-1, titled, and does nothing but be read',
  weight: 3,
  judge({ document, pdf }) {
    const bytes = Buffer.from(pdf);
    const text = bytes.toString('latin1');
    const objects = text.replaceAll(streams, '');
    const told = xmp.exec(bytes.toString('utf8'))?.[0] ?? '';
    const messages = [
      ...musts.flatMap(([must, what]) => (must.test(objects) || must.test(told) ? [] : [what])),
      ...mustNot.flatMap(([not, what]) => (not.test(objects) ? [what] : [])),
      ...counted(objects),
      ...(letters(unescaped(told)).includes(letters(title(document)).slice(0, 60)) ? [] : ['does not have its title']),
      ...(pagesOf(pdf) > 1 ? [] : ['has no pages but one']),
    ];
    const findings: Finding[] = messages.map((message) => ({ where, message: `The PDF ${message}` }));
    return perFinding(findings, 0.25);
  },
};
