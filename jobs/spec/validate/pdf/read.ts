import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/pdf.d.ts';
import type { ReadPdf } from './load.ts';

/** Pages are drawn by nobody here: the library wants these to exist when it is loaded, and says so aloud. */
class Unused {}
const drawing = globalThis as Record<string, unknown>;
for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) drawing[name] ??= Unused;

const library = async () => {
  const { warn } = console;
  console.warn = () => {};
  try {
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    console.warn = warn;
  }
};

type Node = {
  readonly role?: string;
  readonly alt?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
};
type Told = Pick<ReadPdf, 'headings' | 'figures' | 'roles' | 'links'> & { text: string };

/** The text of each piece of marked content, and all of it but what repeats on every page. */
const contentOf = async (page: PDFPageProxy): Promise<{ byId: Map<string, string>; text: string }> => {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const open: { id: string | undefined; artifact: boolean }[] = [];
  const byId = new Map<string, string>();
  let text = '';
  for (const item of items) {
    if ('str' in item) {
      if (open.some(({ artifact }) => artifact)) continue;
      const said = `${item.str}${item.hasEOL ? ' ' : ''}`;
      const id = open.findLast((each) => each.id !== undefined)?.id;
      if (id !== undefined) byId.set(id, (byId.get(id) ?? '') + said);
      text += said;
    } else if (item.type === 'endMarkedContent') open.pop();
    // What repeats on every page is an artifact: its marked content has a tag that the library's types leave out.
    else open.push({ id: item.id ?? undefined, artifact: 'tag' in item && item.tag === 'Artifact' });
  }
  return { byId, text };
};

const readPage = async (page: PDFPageProxy): Promise<Told> => {
  const [{ byId, text }, tree, annotations] = [
    await contentOf(page),
    await page.getStructTree(),
    await page.getAnnotations(),
  ];
  const headings: { level: number; text: string }[] = [];
  const figures: { alt: string }[] = [];
  const roles = new Map<string, number>();
  const textOf = ({ id, children = [] }: Node): string =>
    (id === undefined ? '' : (byId.get(id) ?? '')) + children.map(textOf).join('');
  const visit = (node: Node): void => {
    const { role, alt = '', children = [] } = node;
    if (role !== undefined) roles.set(role, (roles.get(role) ?? 0) + 1);
    const level = /^H([1-6])$/.exec(role ?? '')?.[1];
    if (level !== undefined) headings.push({ level: Number(level), text: textOf(node) });
    if (role === 'Figure') figures.push({ alt });
    for (const child of children) visit(child);
  };
  if (tree) visit(tree);
  const links = annotations.filter(({ subtype }) => subtype === 'Link').length;
  page.cleanup();
  return { headings, figures, roles, links, text };
};

const addUp = (all: readonly ReadonlyMap<string, number>[]): Map<string, number> => {
  const sum = new Map<string, number>();
  for (const each of all) for (const [role, count] of each) sum.set(role, (sum.get(role) ?? 0) + count);
  return sum;
};

const readAll = async (pdf: PDFDocumentProxy): Promise<ReadPdf> => {
  const pages: Told[] = [];
  for (let at = 1; at <= pdf.numPages; at++) pages.push(await readPage(await pdf.getPage(at)));
  const { info, metadata } = await pdf.getMetadata();
  const told: Record<string, unknown> = { ...info };
  const preferences: Record<string, unknown> = { ...(await pdf.getViewerPreferences()) };
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    pages: pdf.numPages,
    title: text(told.Title),
    language: text(told.Language),
    marked: (await pdf.getMarkInfo())?.Marked === true,
    showsTitle: preferences.DisplayDocTitle === true,
    universalAccess: text(metadata?.get('pdfuaid:part')),
    bookmarks: (await pdf.getOutline())?.map(({ title }) => title) ?? [],
    headings: pages.flatMap((page) => page.headings),
    figures: pages.flatMap((page) => page.figures),
    roles: addUp(pages.map(({ roles }) => roles)),
    links: pages.reduce((sum, page) => sum + page.links, 0),
    text: pages.map((page) => page.text).join(' '),
  };
};

/** Reads a PDF with Mozilla's library, in this thread. Throws where it is none. */
export const readPdf = async (pdf: Uint8Array): Promise<ReadPdf> => {
  const { getDocument, VerbosityLevel } = await library();
  const task = getDocument({
    data: new Uint8Array(pdf), // the library takes the bytes it is given for its own
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
    stopAtErrors: true,
  });
  try {
    return await readAll(await task.promise);
  } finally {
    await task.destroy();
  }
};
