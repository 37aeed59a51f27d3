import fc from 'fast-check';
import { decoded } from './decode.ts';

const utf16 = (text: string, { big = false, mark = true } = {}) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const utf32 = (text: string, big: boolean) => {
  const bytes = Buffer.alloc(4 * ([...text].length + 1));
  [0xfeff, ...[...text].map((one) => one.codePointAt(0) ?? 0)].forEach((code, at) => {
    if (big) bytes.writeUInt32BE(code, at * 4);
    else bytes.writeUInt32LE(code, at * 4);
  });
  return bytes;
};
const code = 'class Größe\n{\n}\n';

describe('the text of a file, however it is written down', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['UTF-8', Buffer.from(code), undefined],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${code}`), undefined],
    ['UTF-16LE', utf16(code), 'UTF-16LE'],
    ['UTF-16BE', utf16(code, { big: true }), 'UTF-16BE'],
    ['UTF-16LE without its mark', utf16(code, { mark: false }), 'UTF-16LE'],
    ['UTF-16BE without its mark', utf16(code, { mark: false, big: true }), 'UTF-16BE'],
    ['UTF-32LE', utf32(code, false), 'UTF-32LE'],
    ['UTF-32BE', utf32(code, true), 'UTF-32BE'],
    ['Windows-1252', Buffer.from(code, 'latin1'), 'windows-1252'],
  ])('%s', (_, bytes, encoding) => {
    expect(decoded(bytes)).toEqual({ text: code, lines: 3, ...(encoding ? { encoding } : {}) });
  });

  it('Shift-JIS, by the frequencies of its bytes', () => {
    // "// 受注を登録します。在庫がない場合は例外を返します。" twice
    const line =
      '2f2f208eF392 8d82f0936f985e82b582dc82b78142 8ddd8cc982aa82c882a28fea8d8782cd97e18a4f82f095d482b582dc82b781420a';
    const found = decoded(Buffer.from(line.replaceAll(' ', '').repeat(2), 'hex'));
    expect(found).toMatchObject({ encoding: 'shift_jis', lines: 2 });
    expect(found?.text).toContain('在庫がない場合');
  });

  it.each<[string, Buffer]>([
    ['zeros', Buffer.from('GIF89a\0\0\x01\x02')],
    ['control characters', Buffer.from(Array.from({ length: 200 }, (_, at) => (at % 5 === 0 ? 3 : 65)))],
  ])('but not of what holds %s', (_, bytes) => {
    expect(decoded(bytes)).toBeUndefined();
  });

  it('has as many lines as an editor counts', () => {
    const part = fc.constantFrom('a', ' b', '\n', '\r\n', '\r', 'ü', '\u2028');
    fc.assert(
      fc.property(
        fc.array(part),
        fc.constantFrom('utf8', 'utf16le') as fc.Arbitrary<BufferEncoding>,
        (parts, encoding) => {
          const text = parts.join('');
          const found = decoded(Buffer.from(`\ufeff${text}`, encoding));
          const lines = text.split(/\r\n|\r|\n/);
          expect(found?.text.split('\n')).toEqual(lines);
          expect(found?.lines).toBe(lines.at(-1) === '' ? lines.length - 1 : lines.length);
          expect(found?.text).not.toMatch(/\r|\ufeff/);
        },
      ),
    );
  });
});
