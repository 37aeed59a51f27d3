import yauzl, { type Entry } from 'yauzl';
import { isEastAsian } from '../decode/east-asian.ts';

/** Bit 11 of the general purpose flags: the name is UTF-8 (APPNOTE.TXT, 4.4.4). */
const utf8Flag = 0x800;
/** Info-ZIP's Unicode path, which holds as long as its checksum is that of the name. */
const unicodePath = 0x7075;

const strict = (label: string) => {
  const decoder = new TextDecoder(label, { fatal: true });
  return (bytes: Uint8Array): string | undefined => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
};

const utf8 = strict('utf-8');
const shiftJis = strict('shift_jis');
const cp437 = (bytes: Buffer): string => yauzl.getFileNameLowLevel(0, bytes, [], true);

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

/** Whether names that are not UTF-8 are Japanese. */
const isJapanese = (names: readonly Buffer[]): boolean => {
  const texts = names.map((name) => shiftJis(name));
  return texts.every((text) => text !== undefined) && isEastAsian(texts);
};

const certainName = (entry: Entry): string | undefined => {
  if (entry.extraFields.some(({ id }) => id === unicodePath))
    return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  // Many tools write UTF-8 and forget the flag; what is valid UTF-8 by chance is rarer than that.
  return utf8(entry.fileNameRaw);
};

export type NameEncoding = 'utf-8' | 'shift_jis' | 'cp437';

/**
 * How the names of an archive's entries are to be read. A ZIP says only whether a name is UTF-8; without the flag it is CP437 by the
 * specification and whatever the machine spoke in practice, so all names of the archive are looked at together.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT appendix D
 */
export const nameReader = (entries: readonly Entry[]): ((entry: Entry) => { name: string; encoding: NameEncoding }) => {
  const unsaid = entries.filter(
    (entry) =>
      !(entry.generalPurposeBitFlag & utf8Flag) && !isAscii(entry.fileNameRaw) && certainName(entry) === undefined,
  );
  const encoding = isJapanese(unsaid.map(({ fileNameRaw }) => fileNameRaw)) ? 'shift_jis' : 'cp437';
  return (entry) => {
    const name = certainName(entry);
    if (name !== undefined) return { name, encoding: 'utf-8' };
    const japanese = encoding === 'shift_jis' ? shiftJis(entry.fileNameRaw) : undefined;
    return japanese === undefined
      ? { name: cp437(entry.fileNameRaw), encoding: 'cp437' }
      : { name: japanese, encoding: 'shift_jis' };
  };
};
