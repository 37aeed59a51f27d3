import fc from 'fast-check';
import { targetRefusal } from './target.ts';

const octet = fc.nat(255);
/** Addresses that lead inside, as four octets. */
const insideAddress = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

type Octets = readonly [number, number, number, number];
const numberOf = (octets: Octets): number => octets.reduce((sum, each) => sum * 256 + each, 0);
const hex = (value: number): string => value.toString(16);
const wide = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

/** Ways to write an IPv4 address, all of which a URL parser or a resolver takes for the same. */
const spellings: Readonly<Record<string, (octets: Octets) => string>> = {
  dotted: (octets) => octets.join('.'),
  decimal: (octets) => String(numberOf(octets)),
  hexadecimal: (octets) => `0x${hex(numberOf(octets))}`,
  'hexadecimal octets': (octets) => octets.map((each) => `0x${hex(each)}`).join('.'),
  'octal octets': (octets) => octets.map((each) => `0${each.toString(8)}`).join('.'),
  'three parts': ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  'two parts': ([a, b, c, d]) => `${a}.${b * 65_536 + c * 256 + d}`,
  'a trailing dot': (octets) => `${octets.join('.')}.`,
  'full-width digits': (octets) => wide(octets.join('.')),
  'ideographic full stops': (octets) => octets.join('。'),
  percent: (octets) => octets.join('.').replace(/\d/g, (digit) => `%3${digit}`),
  mapped: (octets) => `[::ffff:${octets.join('.')}]`,
  'mapped, in hex': ([a, b, c, d]) => `[::ffff:${hex(a * 256 + b)}:${hex(c * 256 + d)}]`,
  compatible: (octets) => `[::${octets.join('.')}]`,
  NAT64: (octets) => `[64:ff9b::${octets.join('.')}]`,
  '6to4': ([a, b, c, d]) => `[2002:${hex(a * 256 + b)}:${hex(c * 256 + d)}::1]`,
};

describe('A webhook', () => {
  it.each([
    'https://example.com/',
    'https://hooks.example.com/services/T0/B0?x=%20y',
    'https://example.com:443/',
    'https://example.com:8443/',
    'https://8.8.8.8/hook',
    'https://[2600:1f18::1]:8443/hook',
    'https://münchen.example/',
    'https://localhost.example.com/',
  ])('may be %s', (target) => expect(targetRefusal(target)).toBeUndefined());

  it.each(Object.entries(spellings))('is refused at an address inside, whichever, by %s', (_, spell) => {
    fc.assert(
      fc.property(insideAddress, (octets) => {
        expect(targetRefusal(`https://${spell(octets)}/`)).toBeDefined();
        expect(targetRefusal(`https://${spell(octets)}:8443/`)).toBeDefined();
      }),
    );
  });

  it.each([
    ['it is not https', 'http://example.com/'],
    ['it is not https', 'ftp://example.com/'],
    ['it is not https', 'file:///etc/passwd'],
    ['it is not https', 'javascript:alert(1)'],
    ['it has a user or a password in it', 'https://user@example.com/'],
    ['it has a user or a password in it', 'https://user:secret@example.com/'],
    ['it has a user or a password in it', 'https://example.com:443@127.0.0.1/'],
    ['its port is neither 443 nor 1024 or above', 'https://example.com:22/'],
    ['its port is neither 443 nor 1024 or above', 'https://example.com:80/'],
    ['its port is neither 443 nor 1024 or above', 'https://example.com:0/'],
    ['its host ends with a dot', 'https://example.com./'],
    ['its address is not a public one', 'https://127.1/'],
    ['its address is not a public one', 'https://0/'],
    ['its address is not a public one', 'https://0x7f.0.0.1/'],
    ['its address is not a public one', 'https://①②⑦.⓪.⓪.①/'],
    ['its address is not a public one', 'https://[::]/'],
    ['its address is not a public one', 'https://[::1]:8443/'],
    ['its address is not a public one', 'https://[fd00:ec2::254]/latest/meta-data/'],
    ['its address is not a public one', 'https://169.254.169.254/latest/meta-data/'],
    ['its host is only known inside of a network', 'https://localhost/'],
    ['its host is only known inside of a network', 'https://LOCALHOST/'],
    ['its host is only known inside of a network', 'https://ⓛocalhost/'],
    ['its host is only known inside of a network', 'https://a.localhost/'],
    ['its host is only known inside of a network', 'https://metadata/'],
    ['its host is only known inside of a network', 'https://metadata.google.internal/'],
    ['its host is only known inside of a network', 'https://ip-10-0-0-1.eu-west-1.compute.internal/'],
    ['its host is only known inside of a network', 'https://printer.local/'],
    ['it is not a URL', ''],
    ['it is not a URL', 'example.com'],
    ['it is not a URL', '//example.com'],
    ['it is not a URL', 'https://'],
    ['it is not a URL', 'https://exa\nmple.com/'],
    ['it is not a URL', 'https://example.com/ HTTP/1.1\r\nX-Injected: 1'],
    ['it is not a URL', ' https://example.com/'],
    ['it is not a URL', 'https://example.com\\@127.0.0.1/'],
    ['it is not a URL', 'https://exam\u200bple.com/'],
    ['it is not a URL', 'https://example.com/\u0000'],
    ['it is not a URL', 'https://[fe80::1%25eth0]/'],
    ['it is not a URL', 'https://256.256.256.256/'],
    ['it is not a URL', 'https://example.com:65536/'],
    ['it is longer than 2048 characters', `https://example.com/${'a'.repeat(2048)}`],
  ])('is refused because %s: %s', (why, target) => expect(targetRefusal(target)).toBe(why));

  it('is refused or called, but never chokes, whatever its target', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (target) => {
        expect(['string', 'undefined']).toContain(typeof targetRefusal(target));
      }),
    );
  });

  it('may be an exception by its exact host and port, and nothing beside it', () => {
    const exceptions = new Set(['127.0.0.1:8443', 'localhost:443', '[::1]:9000']);
    expect(targetRefusal('https://127.0.0.1:8443/hook', exceptions)).toBeUndefined();
    expect(targetRefusal('https://localhost/', exceptions)).toBeUndefined();
    expect(targetRefusal('https://[::1]:9000/', exceptions)).toBeUndefined();
    expect(targetRefusal('https://127.0.0.1:8444/hook', exceptions)).toBeDefined();
    expect(targetRefusal('https://127.0.0.2:8443/hook', exceptions)).toBeDefined();
  });
});
