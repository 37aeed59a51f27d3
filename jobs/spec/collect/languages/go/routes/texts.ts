import type { Value } from './values.ts';

/** What fmt.Sprintf and path.Join make of texts; what is not known is a placeholder. */
export const joined = (label: string, args: readonly Value[]): string | undefined => {
  const texts = args.map((arg) => (arg.kind === 'text' ? arg.text : undefined));
  if (label !== 'fmt.Sprintf') return texts.map((text) => text ?? '{value}').join('/');
  let next = 1;
  return texts[0]?.replace(/%[-+#0 ]*\d*[a-zA-Z]/g, () => texts[next++] ?? '{value}');
};

const prefixing = /(ur[il]|path|prefix|route|endpoint)\w*$/i;

/** BaseURL + "/orders", cfg.BaseUri("/orders"): what stands before is set at run time and mostly empty. */
export const prefixed = (label: string, args: readonly Value[]): Value | undefined => {
  const text = args.find((arg) => arg.kind === 'text' && arg.text.startsWith('/'));
  const wraps = args.some(({ kind }) => /^(function|closure|router|guarded)$/.test(kind));
  return prefixing.test(label) && !wraps ? text : undefined;
};

export const withoutBase = (text: string): string => text.replace(/^\{(base|prefix|root)\w*\}(?=\/|$)/i, '');
