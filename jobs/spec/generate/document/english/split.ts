/** Splits at an operator where no bracket is open and no text begun. */
export const splitAt = (text: string, operator: RegExp): string[] => {
  const parts: string[] = [];
  let [depth, quote, from] = [0, '', 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === '\\') at++;
      else if (sign === quote) quote = '';
    } else if (/["'`]/.test(sign)) quote = sign;
    else if (/[([{]/.test(sign)) depth++;
    else if (/[)\]}]/.test(sign)) depth--;
    else if (depth === 0) {
      operator.lastIndex = at;
      const found = operator.exec(text)?.[0];
      if (found) {
        parts.push(text.slice(from, at));
        at += found.length - 1;
        from = at + 1;
      }
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
};

/** Without the brackets around all of it. */
export const unwrapped = (text: string): string => {
  const inner = /^\((.*)\)$/.exec(text)?.[1];
  if (inner === undefined) return text;
  let depth = 0;
  for (const sign of inner) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (depth < 0) return text;
  }
  return depth === 0 ? unwrapped(inner.trim()) : text;
};
