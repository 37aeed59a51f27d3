const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 forbids even as references, and those that turn the direction of the text around them. */
const unwanted = /(?![\t\n\r])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

/** Text for the content of an element or a quoted attribute, in HTML and XML alike. */
export const escapeMarkup = (text: string): string =>
  text.replace(unwanted, '\ufffd').replace(/[&<>"']/g, (char) => entities[char] ?? char);
