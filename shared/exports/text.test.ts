import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { limits } from './limits.ts';
import { textOf, wholeText } from './text.ts';

/** Byte by byte, for what comes in pieces may be cut anywhere. */
const streamed = (bytes: Uint8Array) => Readable.from([...bytes].map((byte) => Uint8Array.of(byte)));
const read = (bytes: Uint8Array) => wholeText(streamed(bytes));

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('text is read from bytes whatever wrote them', () => {
  it.each([
    ['UTF-8', Buffer.from('{"naïve":"☕"}')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff{"naïve":"☕"}')],
    ['UTF-16 little-endian, as PowerShell redirects it', utf16('{"naïve":"☕"}')],
    ['UTF-16 big-endian', utf16('{"naïve":"☕"}').swap16()],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toBe('{"naïve":"☕"}');
  });

  it.each([
    ['a ZIP archive', Buffer.from('PK\u0003\u0004rest'), /is a ZIP archive/],
    ['binary', Buffer.from([1, 0, 2]), /is binary/],
    ['Latin-1', Buffer.from([0x7b, 0xe9, 0x7d]), /neither UTF-8 nor UTF-16/],
  ])('passes over %s', async (_, bytes, reason) => {
    await expect(read(bytes)).rejects.toMatchObject({
      outcome: 'passed-over',
      message: expect.stringMatching(reason),
    });
  });
});

describe('gzip is known by its first bytes and unpacks within limits', () => {
  it('unpacks', async () => {
    expect(await read(gzipSync('{"a":1}'))).toBe('{"a":1}');
  });

  it('leaves other bytes as they are', async () => {
    expect(await read(Buffer.from('{}'))).toBe('{}');
  });

  it('refuses a bomb without unpacking it whole', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024, ' '));
    expect(bomb.byteLength).toBeLessThan(30_000);
    await expect(wholeText(Readable.from([bomb]))).rejects.toThrow(/unpacks to more than 5 MB/);
  });

  it('says so of a damaged file', async () => {
    await expect(read(gzipSync('{"a":1}').subarray(0, 12))).rejects.toThrow(/damaged/);
  });

  it('does not take the trouble of a store for damage', async () => {
    const failing = (async function* () {
      yield gzipSync('{"a":1}').subarray(0, 12);
      throw new Error('socket hang up');
    })();
    await expect(wholeText(failing)).rejects.toThrow('socket hang up');
  });
});

describe('a stream that holds more than its listing said', () => {
  it('is not read beyond the limit of a file', async () => {
    let chunks = 0;
    const eightMegabytes = Buffer.alloc(8 * 1024 * 1024, ' ');
    const endless = Readable.from(
      (function* () {
        for (;;) {
          chunks += 1;
          yield eightMegabytes;
        }
      })(),
      { highWaterMark: 1 },
    );
    const all = async () => {
      for await (const _ of textOf(endless));
    };
    await expect(all()).rejects.toThrow(/larger than 1024 MB/);
    expect(chunks * 8 * 1024 * 1024).toBeLessThan(limits.fileBytes * 1.1);
  });
});
