import type { JsonValue } from '#schemas/json.ts';
import { maskSecrets } from '#shared/exports/secrets.ts';

const longest = 120;

/** A value as a description tells it: on one line, cut if it is long, without secrets. */
export const shown = (name: string, value: JsonValue | undefined): string => {
  const text = JSON.stringify(maskSecrets({ [name]: value ?? null })[name] ?? null);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};
