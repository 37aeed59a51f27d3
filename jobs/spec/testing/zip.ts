import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as a test wants it, and what it says of itself where that is not so. */
export type ZipEntry = {
  /** Bytes where they are not UTF-8. */
  readonly name: string | Buffer;
  readonly body?: string | Buffer;
  /** 0 stored, 8 deflated (default), or a claim. */
  readonly method?: number;
  /** Bit 0: encrypted; 3: sizes follow the data; 11 (default): the name is UTF-8. */
  readonly flags?: number;
  /** As in stat(2): 0o120777 is a link. */
  readonly mode?: number;
  readonly extra?: Buffer;
  readonly claims?: { readonly bytes?: number; readonly crc?: number; readonly packed?: Buffer };
  /** Sizes stand in the ZIP64 field. */
  readonly zip64?: boolean;
};

const le = (...fields: readonly (readonly [bytes: number, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
      else field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );

const all32 = 0xffffffff;

const parts = (entry: ZipEntry, offset: number) => {
  const { method = 8, flags = 0x800, mode = 0o100644, extra = Buffer.alloc(0), claims = {}, zip64 = false } = entry;
  const name = Buffer.from(entry.name);
  const body = Buffer.from(entry.body ?? '');
  const packed = claims.packed ?? (method === 0 ? body : deflateRawSync(body));
  const bytes = claims.bytes ?? body.length;
  const crc = claims.crc ?? crc32(body);
  const later = (flags & 8) !== 0;
  const sizes = zip64 ? le([2, 1], [2, 16], [8, bytes], [8, packed.length]) : Buffer.alloc(0);
  const said = (value: number) => (zip64 ? all32 : value);
  const head = (inLocal: boolean) => {
    const hidden = inLocal && later;
    return [
      [2, zip64 ? 45 : 20],
      [2, flags],
      [2, method],
      [2, 0],
      [2, 0x5a21],
      [4, hidden ? 0 : crc],
      [4, hidden ? 0 : said(packed.length)],
      [4, hidden ? 0 : said(bytes)],
      [2, name.length],
      [2, sizes.length + extra.length],
    ] as const;
  };
  const local = Buffer.concat([
    le([4, 0x04034b50], ...head(true)),
    name,
    sizes,
    extra,
    packed,
    later ? le([4, 0x08074b50], [4, crc], [4, packed.length], [4, bytes]) : Buffer.alloc(0),
  ]);
  const attributes = (mode << 16) >>> 0;
  const central = Buffer.concat([
    le([4, 0x02014b50], [2, (3 << 8) | 20], ...head(false), [2, 0], [2, 0], [2, 0], [4, attributes], [4, offset]),
    name,
    sizes,
    extra,
  ]);
  return { local, central };
};

/** A ZIP of these entries, sound or not: tests make their own instead of keeping binaries. */
export const zipOf = (entries: readonly ZipEntry[], { count = entries.length, zip64 = false } = {}): Buffer => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = parts(entry, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const list = Buffer.concat(centrals);
  const wide = zip64
    ? [
        le(
          [4, 0x06064b50],
          [8, 44],
          [2, 45],
          [2, 45],
          [4, 0],
          [4, 0],
          [8, count],
          [8, count],
          [8, list.length],
          [8, offset],
        ),
        le([4, 0x07064b50], [4, 0], [8, offset + list.length], [4, 1]),
      ]
    : [];
  const short = (value: number, most: number) => (zip64 ? most : value);
  const end = le(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, short(count, 0xffff)],
    [2, short(count, 0xffff)],
    [4, short(list.length, all32)],
    [4, short(offset, all32)],
    [2, 0],
  );
  return Buffer.concat([...locals, list, ...wide, end]);
};

/** A ZIP of texts by path. */
export const zipOfTexts = (files: Readonly<Record<string, string>>): Buffer =>
  zipOf(Object.entries(files).map(([name, body]) => ({ name, body })));
