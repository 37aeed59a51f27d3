import { inflateSync } from 'node:zlib';

/** An object of a PDF: its dictionary as text, and the bytes of its stream as Latin-1. */
type PdfObject = { readonly dictionary: string; readonly stream: string };

const header = /^(\d+) 0 obj\s*\n/gm;

const streamOf = (dictionary: string, text: string, from: number): string => {
  const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
  const bytes = Buffer.from(text.slice(from, from + length), 'latin1');
  return (dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
};

/**
 * The objects of a PDF by their numbers, as our compiler writes them: none in object streams, lengths in place
 * (ISO 32000-2, 7.3.10). Throws where a stream is broken.
 */
export const objectsIn = (pdf: Uint8Array): ReadonlyMap<number, PdfObject> => {
  const text = Buffer.from(pdf).toString('latin1');
  const objects = new Map<number, PdfObject>();
  header.lastIndex = 0;
  for (let match = header.exec(text); match; match = header.exec(text)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('\nendobj', start);
    const mark = text.slice(start, end).search(/\bstream\r?\n/);
    const dictionary = text.slice(start, mark < 0 ? end : start + mark);
    const from = start + mark + (text.slice(start + mark, start + mark + 8).startsWith('stream\r') ? 8 : 7);
    const stream = mark < 0 ? '' : streamOf(dictionary, text, from);
    objects.set(Number(match[1]), { dictionary, stream });
    // What stands in a stream is no object.
    header.lastIndex = mark < 0 ? end : from + Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
  }
  return objects;
};
