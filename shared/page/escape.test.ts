import { escapeMarkup } from './escape.ts';

describe('text in markup', () => {
  it.each([
    ['an element', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['the end of an attribute', `" onload='x'`, '&quot; onload=&#39;x&#39;'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['a character that XML forbids', 'a\u0000b\u001bc', 'a\ufffdb\ufffdc'],
    ['half of a character', 'a\ud800b', 'a\ufffdb'],
    ['a turn of the text around it', 'exe\u202egpj', 'exe\ufffdgpj'],
  ])('is never %s', (_, text, escaped) => {
    expect(escapeMarkup(text)).toBe(escaped);
  });

  it('keeps lines and tabs, and what people write', () => {
    expect(escapeMarkup('a\tb\nc – ü 日本 🙂')).toBe('a\tb\nc – ü 日本 🙂');
  });
});
