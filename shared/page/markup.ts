import { escapeMarkup } from './escape.ts';

/** HTML that is known to be safe; only `html` and `trusted` make it. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Content = string | number | Markup | undefined | false | readonly Content[];

const rendered = (content: Content): string => {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.toString();
  return Array.isArray(content) ? content.map(rendered).join('') : escapeMarkup(String(content));
};

/** A template of HTML in which every value is escaped unless it is markup itself: nothing from a drop can become an element. */
export const html = (strings: TemplateStringsArray, ...values: readonly Content[]): Markup =>
  new Markup(strings.map((part, at) => part + rendered(values[at])).join(''));

/** Markup that was made elsewhere and has everything escaped already. */
export const trusted = (text: string): Markup => new Markup(text);
