import { unwelcomeIn } from '../../unwelcome.ts';

/** Shorter texts stand in any text: `*` is Markdown's bullet. */
const shortest = 4;

/** Why a text that a model wrote is not taken, unless the request says it word for word. */
export const whyUnwelcome = (value: string, request: string): string | undefined => {
  if (value.includes('[secret]')) return 'it stands for a secret';
  const what = unwelcomeIn(value);
  if (what === undefined || (value.length >= shortest && request.includes(value))) return undefined;
  return `it would bring in ${what} that the request does not name`;
};
