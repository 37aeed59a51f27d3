/** What a language without a grammar is read as: words, quoted names, strings, numbers and single signs, comments kept beside them. */
export type Token = {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign';
  /** Without its quotes. */
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
  /** The comment right above it, plain. */
  readonly doc?: string;
  /** The comment behind it on its own line, plain. */
  readonly trailing?: string;
};

export type Lexicon = {
  readonly lineComments: readonly string[];
  /** Opening quote to closing quote, of strings. A doubled closing quote stands for itself where `doubled`. */
  readonly strings: Readonly<Record<string, string>>;
  /** Opening quote to closing quote, of names. */
  readonly names: Readonly<Record<string, string>>;
  readonly doubled: boolean;
  /** $$ … $$ and $tag$ … $tag$ */
  readonly dollar?: boolean;
};

const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const number = /\d[\d_]*(?:\.\d+)?/y;
const dollarQuote = /\$[A-Za-z_]*\$/y;

const matchAt = (expression: RegExp, text: string, at: number): string | undefined => {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
};

const plainComment = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*(\/{2,}|--+|#+|\*+)?!?\s?/, '').trimEnd())
    .join('\n')
    .trim();

/** The end of a quoted thing that opens at `at`, after its closing quote; the end of the text if it is never closed. */
const quotedEnd = (text: string, at: number, close: string, doubled: boolean): number => {
  let end = at + 1;
  while (end < text.length) {
    const sign = text[end];
    if (doubled && sign === '\\' && text[end + 1] === close && !/[\s,);]/.test(text[end + 2] ?? ' ')) {
      // MySQL's way to write a quote within a string; elsewhere a backslash is a character like any other.
      end += 2;
    } else if (sign === close) {
      if (!doubled || text[end + 1] !== close) return end + 1;
      end += 2;
    } else end += sign === '\\' && !doubled ? 2 : 1;
  }
  return text.length;
};

/** Tokens of `text`, in order; never throws, linear in its length. */
export const tokensOf = (text: string, lexicon: Lexicon): Token[] => {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  let comment: { text: string; end: number } | undefined;

  const push = (kind: Token['kind'], value: string, raw: string): void => {
    const endLine = line + (raw.includes('\n') ? raw.split('\n').length - 1 : 0);
    const doc = comment && line - comment.end <= 1 && comment.text ? { doc: comment.text } : {};
    tokens.push({ kind, text: value, line, endLine, ...doc });
    comment = undefined;
    line = endLine;
    at += raw.length;
  };

  const remark = (raw: string, body: string): void => {
    const last = tokens.at(-1);
    const plain = plainComment(body);
    if (last && last.endLine === line) tokens[tokens.length - 1] = { ...last, trailing: plain };
    else {
      const joined = comment && line - comment.end <= 1 ? `${comment.text}\n${plain}` : plain;
      comment = { text: joined.slice(-4_000).trim(), end: line + raw.split('\n').length - 1 };
    }
    line += raw.split('\n').length - 1;
    at += raw.length;
  };

  while (at < text.length) {
    const sign = text[at] as string;
    if (sign === '\n') {
      line++;
      at++;
    } else if (/\s/.test(sign)) at++;
    else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      const end = close < 0 ? text.length : close + 2;
      remark(text.slice(at, end), text.slice(at + 2, close < 0 ? end : close));
    } else if (lexicon.lineComments.some((mark) => text.startsWith(mark, at))) {
      const end = text.indexOf('\n', at);
      const raw = text.slice(at, end < 0 ? text.length : end);
      remark(raw, raw);
    } else if (lexicon.dollar && sign === '$' && matchAt(dollarQuote, text, at)) {
      const mark = matchAt(dollarQuote, text, at) as string;
      const close = text.indexOf(mark, at + mark.length);
      const end = close < 0 ? text.length : close + mark.length;
      push('string', text.slice(at + mark.length, close < 0 ? end : close), text.slice(at, end));
    } else if (Object.hasOwn(lexicon.strings, sign) || Object.hasOwn(lexicon.names, sign)) {
      const isString = Object.hasOwn(lexicon.strings, sign);
      const close = (isString ? lexicon.strings[sign] : lexicon.names[sign]) as string;
      const end = quotedEnd(text, at, close, lexicon.doubled);
      const raw = text.slice(at, end);
      const body = raw.slice(1, raw.endsWith(close) ? -1 : undefined);
      push(isString ? 'string' : 'name', lexicon.doubled ? body.replaceAll(close + close, close) : body, raw);
    } else {
      const found = matchAt(word, text, at);
      const digits = found ? undefined : matchAt(number, text, at);
      if (found) push('word', found, found);
      else if (digits) push('number', digits.replaceAll('_', ''), digits);
      else {
        const raw = String.fromCodePoint(text.codePointAt(at) ?? 32);
        push('sign', raw, raw);
      }
    }
  }
  return tokens;
};

/** The index after the bracket that closes the one at `open`; the end of `tokens` if nothing does. */
export const closingIndex = (tokens: readonly Token[], open: number): number => {
  const pairs: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']', '<': '>' };
  const opening = tokens[open]?.text ?? '';
  const closing = pairs[opening];
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== 'sign') continue;
    if (token.text === opening) depth++;
    else if (token.text === closing && --depth === 0) return index + 1;
  }
  return tokens.length;
};
