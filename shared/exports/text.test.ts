import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { limits } from './limits.ts';
import { decoded, gunzipped, readBounded } from './text.ts';

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('text is read from bytes whatever wrote them', () => {
  it.each([
    ['UTF-8', Buffer.from('{"naïve":"☕"}')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff{"naïve":"☕"}')],
    ['UTF-16 little-endian, as PowerShell redirects it', utf16('{"naïve":"☕"}')],
    ['UTF-16 big-endian', utf16('{"naïve":"☕"}').swap16()],
  ])('%s', (_, bytes) => {
    expect(decoded(bytes)).toBe('{"naïve":"☕"}');
  });

  it.each([
    ['a ZIP archive', Buffer.from('PK\u0003\u0004rest'), /is a ZIP archive/],
    ['binary', Buffer.from([1, 0, 2]), /is binary/],
    ['Latin-1', Buffer.from([0x7b, 0xe9, 0x7d]), /neither UTF-8 nor UTF-16/],
  ])('passes over %s', (_, bytes, reason) => {
    expect(() => decoded(bytes)).toThrow(
      expect.objectContaining({ outcome: 'passed-over', message: expect.stringMatching(reason) }),
    );
  });
});

describe('gzip is known by its first bytes and unpacks within limits', () => {
  it('unpacks', () => {
    expect(Buffer.from(gunzipped(gzipSync('{"a":1}'))).toString()).toBe('{"a":1}');
  });

  it('leaves other bytes as they are', () => {
    expect(Buffer.from(gunzipped(Buffer.from('{}'))).toString()).toBe('{}');
  });

  it('refuses a bomb without unpacking it whole', () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    expect(bomb.byteLength).toBeLessThan(30_000);
    expect(() => gunzipped(bomb)).toThrow(/unpacks to more than/);
  });

  it('says so of a damaged file', () => {
    expect(() => gunzipped(gzipSync('{"a":1}').subarray(0, 12))).toThrow(/damaged/);
  });
});

describe('a stream that holds more than its listing said', () => {
  it('is not read beyond the limit of a file', async () => {
    let chunks = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          chunks += 1;
          yield Buffer.alloc(8 * 1024 * 1024);
        }
      })(),
      { highWaterMark: 1 },
    );
    await expect(readBounded(endless)).rejects.toThrow(/larger than 64 MB/);
    expect(chunks * 8 * 1024 * 1024).toBeLessThan(limits.fileBytes * 2);
  });
});
