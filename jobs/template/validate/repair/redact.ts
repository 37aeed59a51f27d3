import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { holdsSecret } from '#shared/exports/secret-patterns.ts';
import { maskSecrets, maskSections } from '#shared/exports/secrets.ts';
import type { Target } from './target.ts';

/** What stands in a secret's place in what a model reads. */
export const secretMark = '[secret]';

/** Every string in a value. */
export function* stringsIn(value: JsonValue | undefined): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* stringsIn(item);
  else if (isObject(value)) for (const item of Object.values(value)) yield* stringsIn(item);
}

/** The strings that masking took out. */
export function* takenOut(before: JsonValue | undefined, after: JsonValue | undefined): Generator<string> {
  if (before === after) return;
  if (isObject(before) && isObject(after) && after['Dropforge::Secret'] === undefined) {
    for (const [key, item] of Object.entries(before)) yield* takenOut(item, after[key]);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, item] of before.entries()) yield* takenOut(item, after[index]);
  } else yield* stringsIn(before);
}

/** What a `NoEcho` parameter has for a default, and any other default that is a secret. */
export const secretDefaults = (template: JsonObject): string[] => {
  const Parameters = template.Parameters ?? {};
  if (!isObject(Parameters)) return [];
  const hidden = Object.values(Parameters).flatMap((one) =>
    isObject(one) && (one.NoEcho === true || one.NoEcho === 'true') ? [String(one.Default ?? '')] : [],
  );
  return [...hidden, ...takenOut({ Parameters }, maskSections({ Parameters }))];
};

export type Redaction = {
  /** The resource without any secret; its metadata is left out, for it holds scripts and files. */
  readonly resource: JsonObject;
  /** A text, such as a finding's message, without the secrets of this template. */
  text(text: string): string;
  /** Whether a value holds what a model did not see. */
  hides(value: JsonValue | undefined): boolean;
};

/** Shorter ones are looked for as whole values only: `ab` is part of many words. */
const shortest = 4;

/** Takes the secrets out of a resource and of what is said about it: literals, and whatever equals a hidden default. */
export const redact = (template: JsonObject, { resource, logicalId }: Target): Redaction => {
  const { Metadata: _, ...shown } = resource;
  const masked = maskSecrets({ [logicalId]: shown });
  const secrets = [...new Set([...takenOut({ [logicalId]: shown }, masked), ...secretDefaults(template)])]
    .filter((one) => one !== '')
    .toSorted((a, b) => b.length - a.length);
  const isSecret = (text: string) =>
    secrets.some((one) => text === one || (one.length >= shortest && text.includes(one))) || holdsSecret(text);
  const clean = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return isSecret(value) ? secretMark : value;
    if (Array.isArray(value)) return value.map(clean);
    if (!isObject(value)) return value;
    if (value['Dropforge::Secret'] !== undefined) return secretMark;
    return Object.fromEntries(Object.entries(value).map(([key, item = null]) => [key, clean(item)]));
  };
  const cleaned = clean(masked[logicalId] ?? {});
  return {
    resource: isObject(cleaned) ? cleaned : {},
    text(text) {
      const without = secrets.reduce((now, one) => now.replaceAll(one, secretMark), text);
      return holdsSecret(without) ? secretMark : without;
    },
    hides: (value) => [...stringsIn(value)].some(isSecret),
  };
};
