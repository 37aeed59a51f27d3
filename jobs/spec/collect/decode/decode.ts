import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import { isEastAsian } from './east-asian.ts';

/** A file as text. `encoding` is named where it is not UTF-8. */
export type Decoded = { readonly text: string; readonly lines: number; readonly encoding?: string };

type Mark = { readonly bytes: readonly number[]; readonly encoding: string };

/** Byte order marks; UTF-32's begin like UTF-16's. https://www.unicode.org/faq/utf_bom.html */
const marks: readonly Mark[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'UTF-8' },
  { bytes: [0xff, 0xfe, 0, 0], encoding: 'UTF-32LE' },
  { bytes: [0, 0, 0xfe, 0xff], encoding: 'UTF-32BE' },
  { bytes: [0xff, 0xfe], encoding: 'UTF-16LE' },
  { bytes: [0xfe, 0xff], encoding: 'UTF-16BE' },
];

const headBytes = 8_192;

const utf32 = (bytes: Buffer, isLittle: boolean): string => {
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    text += code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
  }
  return text;
};

const read = (bytes: Buffer, encoding: string): string =>
  encoding.startsWith('UTF-32') ? utf32(bytes, encoding.endsWith('LE')) : new TextDecoder(encoding).decode(bytes);

/** UTF-16 without a mark: half of what is ASCII is zeros, always the same half. */
const unmarkedUtf16 = (head: Buffer): string | undefined => {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = head.length / 2;
  if (odd > half * 0.4 && even < half * 0.05) return 'UTF-16LE';
  return even > half * 0.4 && odd < half * 0.05 ? 'UTF-16BE' : undefined;
};

const isBinary = (head: Buffer): boolean => {
  if (head.includes(0)) return true;
  const controls = head.reduce((sum, byte) => sum + (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) ? 1 : 0), 0);
  return controls > head.length * 0.02;
};

const multibyte = /^(Shift_JIS|EUC-|GB|Big5|ISO-2022)/i;

/** How sure chardet must be of a single-byte encoding other than Western European: short texts say little. */
const sureness = 30;

const strictly = (bytes: Buffer, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** By the frequencies of letters and pairs of bytes; Western European where that says nothing. */
const guessed = (bytes: Buffer): string => {
  const best = analyse(bytes.subarray(0, 64 * 1024)).find(({ name, confidence }) => {
    if (/^(UTF-|ASCII)/i.test(name)) return false;
    if (!multibyte.test(name)) return confidence >= sureness && strictly(Buffer.alloc(0), name) !== undefined;
    const text = strictly(bytes, name);
    return text !== undefined && isEastAsian([text]);
  });
  return best ? new TextDecoder(best.name).encoding : 'windows-1252';
};

const encodingOf = (bytes: Buffer): string | undefined => {
  const head = bytes.subarray(0, headBytes);
  if (head.includes(0)) return unmarkedUtf16(head);
  if (isUtf8(bytes)) return isBinary(head) ? undefined : 'UTF-8';
  return isBinary(head) ? undefined : guessed(bytes);
};

const countLines = (text: string): number => {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
};

/**
 * The text of a file: without its byte order mark, with LF at the end of each line, and as many lines as an editor counts in it
 * (CR LF, LF and CR each end one). Undefined if it is no text.
 */
export const decoded = (bytes: Buffer): Decoded | undefined => {
  const mark = marks.find(({ bytes: of }) => of.every((byte, at) => bytes[at] === byte));
  const encoding = mark?.encoding ?? encodingOf(bytes);
  if (encoding === undefined) return undefined;
  const raw = read(bytes.subarray(mark?.bytes.length ?? 0), encoding);
  const text = raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw;
  return { text, lines: countLines(text), ...(encoding === 'UTF-8' ? {} : { encoding }) };
};
