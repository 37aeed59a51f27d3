import { printable } from './covered.ts';

describe('what is printed', () => {
  it.each([
    ['Latin, Greek and Cyrillic as they are', 'Größe ελ заказ', 'Größe ελ заказ'],
    ['what no font holds as a box', '注文 \u{1f600}', '□□ □'],
    ['control characters and line ends as a space', 'a\u0000\r\n\tb', 'a b'],
    ['nothing for what turns or hides text', 'a\u202eb\u200bc\ufeff', 'abc'],
    ['half a character as one that is missing', 'a\ud800b', 'a\ufffdb'],
    ['letters with their accents', 'e\u0301', 'é'],
    ['markup as text', '#import $x$ <a> \\', '#import $x$ <a> \\'],
  ])('%s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});
