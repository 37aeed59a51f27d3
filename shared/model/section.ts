/** A part of a question, one line of JSON. Data cannot end its own section: every `<` in it is written as JSON's escape. */
export const section = (name: string, data: unknown): string =>
  `<${name}>\n${JSON.stringify(data).replaceAll('<', '\\u003c')}\n</${name}>`;
