import fc from 'fast-check';
import { zipSync } from 'fflate';
import { specJob } from '../../job.ts';
import { type ZipEntry, zipOf, zipOfTexts } from '../../testing/zip.ts';
import { openArchive } from './open-archive.ts';

const open = (bytes: Buffer) => openArchive(bytes, 'orders.zip', specJob.limits);
const texts = async (bytes: Buffer): Promise<Record<string, string>> => {
  const { files } = await open(bytes);
  const read = await Promise.all(files.map(async (file) => [file.path, String(await file.read())] as const));
  return Object.fromEntries(read);
};
/** Opens an archive and reads every file in it. */
const failure = (bytes: Buffer) =>
  texts(bytes).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('an archive is read as whoever made it meant it', () => {
  it.each<[string, Partial<ZipEntry>, { zip64?: boolean }]>([
    ['deflated', {}, {}],
    ['stored', { method: 0 }, {}],
    ['with its sizes after the data', { flags: 0x808 }, {}],
    ['in ZIP64', { zip64: true }, { zip64: true }],
  ])('%s', async (_, how, archive) => {
    const bytes = zipOf([{ name: 'src/Order.cs', body: 'class Order {}\n', ...how }], archive);
    expect(await texts(bytes)).toEqual({ 'src/Order.cs': 'class Order {}\n' });
  });

  it('made by another tool, with an empty file and one of a megabyte', async () => {
    const large = 'class Order { int Id; }\n'.repeat(1_000);
    const bytes = zipSync({ 'a.cs': Buffer.from(large), 'b/empty.cs': new Uint8Array() });
    expect(await texts(Buffer.from(bytes))).toEqual({ 'a.cs': large, 'b/empty.cs': '' });
  });

  it('under the paths that stand in it, its one top folder among them', async () => {
    const bytes = zipOfTexts({ 'shop-main/': '', 'shop-main/src/A.cs': 'a', './shop-main//B.cs': 'b' });
    expect(Object.keys(await texts(bytes))).toEqual(['shop-main/src/A.cs', 'shop-main/B.cs']);
  });

  it('with the backslashes of old Windows tools', async () => {
    expect(await texts(zipOfTexts({ 'src\\Orders\\Order.cs': 'a' }))).toEqual({ 'src/Orders/Order.cs': 'a' });
  });

  it.each<[string, ZipEntry, string]>([
    ['UTF-8 that is flagged', { name: 'src/Größe.cs' }, 'src/Größe.cs'],
    ['UTF-8 that is not', { name: 'src/Größe.cs', flags: 0 }, 'src/Größe.cs'],
    ['CP437', { name: Buffer.from('src/Gr\x94\xe1e.cs', 'latin1'), flags: 0 }, 'src/Größe.cs'],
    [
      'CP437 that Shift-JIS has a kanji for',
      { name: Buffer.from('\x9abersicht.cs', 'latin1'), flags: 0 },
      'Übersicht.cs',
    ],
    ['Shift-JIS', { name: Buffer.from('928d95b68f88979d2e6373', 'hex'), flags: 0 }, '注文処理.cs'],
    ['full-width characters', { name: 'Ａ：受注／仕様．md' }, 'Ａ：受注／仕様．md'],
  ])('with a name in %s', async (_, entry, path) => {
    expect(Object.keys(await texts(zipOf([{ body: 'x', ...entry }])))).toEqual([path]);
  });
});

describe('an archive that is not sound is refused, and the message says what to do', () => {
  const sound = zipOfTexts({ 'src/Order.cs': 'class Order { }\n'.repeat(50), 'src/Item.cs': 'class Item { }' });
  const bomb = { body: Buffer.alloc(4 * 1024 * 1024) };

  it.each<[string, string, () => Buffer]>([
    ['an empty file', 'NOT_A_ZIP', () => Buffer.alloc(0)],
    ['a text', 'NOT_A_ZIP', () => Buffer.from('<html>Not found</html>'.repeat(10))],
    ['a RAR archive', 'NOT_A_ZIP', () => Buffer.from('Rar!\x1a\x07\x00'.padEnd(200, 'x'), 'latin1')],
    ['half an archive', 'TRUNCATED_ARCHIVE', () => sound.subarray(0, 100)],
    ['an archive without its end', 'TRUNCATED_ARCHIVE', () => sound.subarray(0, -30)],
    ['an archive without its beginning', 'DAMAGED_ARCHIVE', () => sound.subarray(60)],
    ['an archive with a changed byte', 'DAMAGED_ARCHIVE', () => Buffer.from(sound).fill(0xff, 50, 54)],
    ['a wrong checksum', 'DAMAGED_ARCHIVE', () => zipOf([{ name: 'a.cs', body: 'x', claims: { crc: 1 } }])],
    ['data that is not there', 'DAMAGED_ARCHIVE', () => zipOf([{ name: 'a.cs', body: 'abc', claims: { bytes: 90 } }])],
    ['a password', 'ENCRYPTED_ARCHIVE', () => zipOf([{ name: 'a.cs', body: 'x', flags: 0x801 }])],
    ['strong encryption', 'ENCRYPTED_ARCHIVE', () => zipOf([{ name: 'a.cs', body: 'x', flags: 0x841 }])],
    ['an unusual method', 'UNSUPPORTED_COMPRESSION', () => zipOf([{ name: 'a.cs', body: 'x', method: 14 }])],
    ['a thousand times its size', 'ARCHIVE_BOMB', () => zipOf([{ name: 'a.cs', ...bomb }])],
    ['a lie about a size', 'ARCHIVE_BOMB', () => zipOf([{ name: 'a.cs', ...bomb, claims: { bytes: 1_000 } }])],
    [
      'a lie about a stored size',
      'ARCHIVE_BOMB',
      () => zipOf([{ name: 'a.cs', body: 'abcd', method: 0, claims: { bytes: 2 } }]),
    ],
    [
      'too much in all',
      'ARCHIVE_TOO_LARGE',
      () =>
        zipOf(
          Array.from({ length: 9 }, (_, at) => ({
            name: `${at}.cs`,
            method: 0,
            body: Buffer.alloc(1024 * 1024),
            claims: { bytes: 60 * 1024 * 1024 },
          })),
        ),
    ],
    ['100,000 entries', 'TOO_MANY_ENTRIES', () => zipOf([{ name: 'a.cs' }], { zip64: true, count: 100_000 })],
  ])('%s', async (_, code, make) => {
    const error = await failure(make());
    expect(error).toMatchObject({ code, message: expect.stringContaining('"orders.zip"'), hint: expect.any(String) });
  });

  it.each([
    ['../evil.cs'],
    ['src/../../evil.cs'],
    ['/etc/passwd'],
    ['C:\\Windows\\evil.cs'],
    ['C:evil.cs'],
    ['\\\\server\\share\\evil.cs'],
    ['src\\..\\..\\evil.cs'],
    ['..'],
    ['a/..'],
    ['../'],
    ['．．/evil.cs'],
    ['‥／evil.cs'],
    ['..∕evil.cs'],
    ['․․/evil.cs'],
    ['／etc/passwd'],
    ['Ｃ：＼evil.cs'],
    ['a\0.cs'],
    ['a\n.cs'],
    ['invoice\u202esc.exe'],
    ['\u2067evil.cs'],
  ])('the path %j', async (name) => {
    const error = await failure(
      zipOf([
        { name: 'a.cs', body: 'x' },
        { name, body: 'x' },
      ]),
    );
    expect(error).toMatchObject({ code: 'UNSAFE_PATH' });
    expect(String(error)).not.toMatch(/[\0\n\u202e\u2067]/);
  });

  it.each([
    ['c0aec0ae2f6576696c', 0x800],
    ['c0aec0aec0af6576696c', 0],
    ['c0af657463', 0],
    ['e080aee080ae2f6576696c', 0],
  ])('the overlong path %s', async (hex, flags) => {
    expect(await failure(zipOf([{ name: Buffer.from(hex, 'hex'), flags, body: 'x' }]))).toMatchObject({
      code: 'UNSAFE_PATH',
    });
  });

  it('a path in the field that overrules the name', async () => {
    const { crc32 } = await import('node:zlib');
    const data = Buffer.concat([Buffer.from([1]), Buffer.alloc(4), Buffer.from('../evil.cs')]);
    data.writeUInt32LE(crc32('good.cs'), 1);
    const extra = Buffer.concat([Buffer.from([0x75, 0x70, data.length, 0]), data]);
    expect(await failure(zipOf([{ name: 'good.cs', body: 'x', extra }]))).toMatchObject({ code: 'UNSAFE_PATH' });
  });

  it('whatever its bytes are, with an error that is final', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: sound.length - 1 }),
        fc.uint8Array({ minLength: 1, maxLength: 8 }),
        async (at, junk) => {
          const bytes = Buffer.from(sound);
          bytes.set(junk.slice(0, bytes.length - at), at);
          const error = await failure(bytes);
          expect(error === undefined || (error instanceof Error && error.name === 'PermanentError')).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('one entry that is not to be read leaves the others', () => {
  const beside = async (entry: ZipEntry) => {
    const noise = { name: 'noise.bin', method: 0, body: Buffer.alloc(300_000, 1) };
    return open(zipOf([{ name: 'a.cs', body: 'x' }, noise, entry]));
  };

  it.each<[string, ZipEntry, RegExp]>([
    ['a link', { name: 'link.cs', body: '/etc/passwd', mode: 0o120777 }, /^link/],
    ['a pipe', { name: 'pipe.cs', mode: 0o010644 }, /^pipe/],
    ['a deep path', { name: `${'d/'.repeat(70)}a.cs`, body: 'x' }, /^more than 64 folders deep/],
    ['a long path', { name: `${'d'.repeat(1_100)}.cs`, body: 'x' }, /^path of more than/],
    ['much from little', { name: 'white.bmp', body: Buffer.alloc(5_000_000) }, /^unpacks to more than 100 times/],
    ['a path but for its case', { name: 'A.cs', body: 'y' }, /^differs from a\.cs/],
  ])('%s', async (_, entry, reason) => {
    const { files, leftOut } = await beside(entry);
    expect(files.map(({ path }) => path)).toEqual(['a.cs', 'noise.bin']);
    expect(leftOut).toEqual([expect.objectContaining({ reason: expect.stringMatching(reason) })]);
    expect(leftOut[0]?.path.length).toBeLessThanOrEqual(300);
  });

  it('and a path that stands there twice is the first one, which is said', async () => {
    const bytes = zipOf([
      { name: 'a.cs', body: 'first' },
      { name: './a.cs', body: 'second' },
    ]);
    expect(await texts(bytes)).toEqual({ 'a.cs': 'first' });
    expect((await open(bytes)).warnings).toEqual([expect.stringContaining('1 path(s) more than once')]);
  });

  it('and archives in it stay closed', async () => {
    const inner = zipOfTexts({ 'b.cs': 'b' });
    expect((await open(zipOf([{ name: 'inner.zip', body: inner }]))).files.map(({ path }) => path)).toEqual([
      'inner.zip',
    ]);
  });
});

it('no path that an archive gives leads out of it', async () => {
  const part = fc.constantFrom('..', '.', '', 'a', '/', '\\', 'C:', '．．', '∕', '\0', '‥', 'b.cs', ' ');
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('/', '\\', ''),
      async (parts, by) => {
        const found = await open(zipOf([{ name: parts.join(by) || 'x', body: 'x' }])).catch(() => undefined);
        for (const { path } of found?.files ?? []) {
          const segments = path.normalize('NFKC').split(/[/\\∕]/);
          expect(segments).not.toContain('..');
          expect(path).not.toMatch(/^\/|^[A-Za-z]:|\\|\0/);
        }
      },
    ),
    { numRuns: 500 },
  );
});
