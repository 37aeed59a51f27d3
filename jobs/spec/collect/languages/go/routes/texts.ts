import type { Value } from './values.ts';

/** What fmt.Sprintf and path.Join make of texts; what is not known is a placeholder. */
export const joined = (label: string, args: readonly Value[]): string | undefined => {
  const texts = args.map((arg) => (arg.kind === 'text' ? arg.text : undefined));
  if (label !== 'fmt.Sprintf') return texts.map((text) => text ?? '{value}').join('/');
  let next = 1;
  return texts[0]?.replace(/%[-+#0 ]*\d*[a-zA-Z]/g, () => texts[next++] ?? '{value}');
};
