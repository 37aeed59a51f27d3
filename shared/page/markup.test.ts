import { html, trusted } from './markup.ts';

describe('a template of HTML', () => {
  it('escapes every value, in lists and attributes too', () => {
    const items = ['<b>', '"'].map((each) => html`<li title="${each}">${each}</li>`);
    expect(String(html`<ul>${items}</ul>${['<i>']}`)).toBe(
      '<ul><li title="&lt;b&gt;">&lt;b&gt;</li><li title="&quot;">&quot;</li></ul>&lt;i&gt;',
    );
  });

  it('takes markup as it is, and nothing for what is not there', () => {
    expect(String(html`${trusted('<b>')}${undefined}${false}${0}`)).toBe('<b>0');
  });
});
