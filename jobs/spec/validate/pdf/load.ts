import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a PDF says of itself, and the text a reader gets of it: without running heads and page numbers. */
export type ReadPdf = {
  readonly pages: number;
  readonly title: string;
  readonly language: string;
  /** It is tagged. */
  readonly marked: boolean;
  /** The window's title is the document's. */
  readonly showsTitle: boolean;
  /** The part of ISO 14289 that it says it keeps; empty without. */
  readonly universalAccess: string;
  readonly bookmarks: readonly string[];
  readonly headings: readonly { readonly level: number; readonly text: string }[];
  readonly figures: readonly { readonly alt: string }[];
  /** How often each structure type occurs. */
  readonly roles: ReadonlyMap<string, number>;
  readonly links: number;
  readonly text: string;
};

const here = dirname(fileURLToPath(import.meta.url));

const read = new WeakMap<Uint8Array, Promise<ReadPdf>>();

/**
 * A PDF, read once however many checks ask. The library that reads it is a file of its own beside the bundle
 * (scripts/esbuild-plugins.mjs): no function parses it that judges no PDF.
 */
export const readPdf = (pdf: Uint8Array): Promise<ReadPdf> => {
  const there = read.get(pdf);
  if (there) return there;
  const reading = import(join(here, 'read.ts')).then((library: typeof import('./read.ts')) => library.readPdf(pdf));
  read.set(pdf, reading);
  return reading;
};
