import { customNotification, inChat } from './chat.ts';

describe('Text in a chat', () => {
  it.each([
    ['<!channel> look', '&lt;!channel&gt; look'],
    ['<https://evil.example|AWS>', '&lt;https://evil.example AWS&gt;'],
    ['`code` *bold* [a](b)', 'code bold a (b)'],
    ['two\nlines', 'two lines'],
  ])('mentions nobody and has no markup: %s', (text, plain) => expect(inChat(text)).toBe(plain));

  it('is as long as may be and no longer', () => expect(inChat('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`));

  it('is bounded as a whole', () => {
    const many = Array.from({ length: 50 }, () => 'x'.repeat(300));
    const note = { title: 'x'.repeat(999), description: 'x'.repeat(9_999), nextSteps: many, keywords: many };
    const said = customNotification('1', { ...note, threadId: 't', resources: many, context: {} });
    expect(JSON.stringify(said).length).toBeLessThan(14_000);
  });
});
