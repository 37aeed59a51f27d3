import { type Finding, type JsonPatchOperation, jsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { holdsSecret } from '#shared/exports/secret-patterns.ts';
import { maskSections } from '#shared/exports/secrets.ts';
import { secretDefaults, secretMark, takenOut } from './repair/redact.ts';

/** Shorter ones are looked for as whole values only: `ab` is part of many words. */
const shortest = 4;

/** Numbers as text: a password of digits only is one too. */
const asText = (value: JsonValue): JsonValue => {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(asText);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item = null]) => [key, asText(item)]));
};

/** A template's secrets: literals by their name or their looks, and hidden defaults; the longest first. */
const secretsOf = (template: JsonObject): string[] => {
  const text = asText(template);
  if (!isObject(text)) return [];
  return [...new Set([...takenOut(text, maskSections(text)), ...secretDefaults(text)])]
    .filter((one) => one.length >= shortest)
    .toSorted((a, b) => b.length - a.length);
};

/** Undefined if it is nested too deeply to be looked through. */
const knownSecrets = (template: JsonObject | undefined): readonly string[] | undefined => {
  try {
    return template ? secretsOf(template) : [];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

export type Untold = {
  /** A text about the template without its secrets. */
  text(text: string): string;
  /** A finding without them: its message, hint, fix and what was tried. */
  finding(finding: Finding): Finding;
};

/** Keeps a template's secrets out of what is told of it: the engine, and fixes, quote values. */
export const untold = (template: JsonObject | undefined): Untold => {
  let looked: { readonly secrets: readonly string[] | undefined } | undefined;
  const text = (given: string): string => {
    looked ??= { secrets: knownSecrets(template) };
    const known = looked.secrets;
    // Nobody knows what is quoted there: nothing is.
    if (!known) return given.replaceAll(/'[^']*'/g, `'${secretMark}'`);
    const without = known.reduce((now, one) => now.replaceAll(one, secretMark), given);
    return holdsSecret(without) ? secretMark : without;
  };
  const value = (given: JsonValue): JsonValue => {
    if (typeof given === 'string' || typeof given === 'number') {
      const clean = text(String(given));
      return clean === String(given) ? given : clean;
    }
    if (Array.isArray(given)) return given.map(value);
    if (!isObject(given)) return given;
    return Object.fromEntries(Object.entries(given).map(([key, item = null]) => [key, value(item)]));
  };
  const operation = (one: JsonPatchOperation): JsonPatchOperation =>
    'value' in one ? jsonPatchOperation.parse({ ...one, value: value(one.value) }) : one;
  return {
    text,
    finding: ({ message, hint, fix, tried, ...rest }) => ({
      ...rest,
      message: text(message),
      ...(hint !== undefined && { hint: text(hint) }),
      ...(fix && { fix: { ...fix, description: text(fix.description), patch: fix.patch.map(operation) } }),
      ...(tried && { tried: tried.map(({ by, why }) => ({ by, why: text(why) })) }),
    }),
  };
};
