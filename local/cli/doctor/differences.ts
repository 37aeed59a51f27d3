import { isObject, type JsonValue } from '#schemas/json.ts';

type Known = JsonValue | undefined;

const shown = (value: Known): string => {
  const text = value === undefined ? 'not set' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
};

/** Numbers and booleans are strings in some of AWS's APIs. */
const isSame = (a: Known, b: Known): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (isObject(a) && isObject(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]));
  return String(a) === String(b);
};

/**
 * Where what is there is not what the template says, each as `Timeout is 3, not 30`. Properties that the template does not
 * set are not compared: the service has its own values for those.
 */
export const differences = (
  expected: Readonly<Record<string, Known>>,
  actual: Readonly<Record<string, Known>>,
): readonly string[] =>
  Object.entries(expected).flatMap(([name, wanted]) =>
    wanted === undefined || isSame(wanted, actual[name])
      ? []
      : [`${name} is ${shown(actual[name])}, not ${shown(wanted)}`],
  );

/** Text as the JSON it is; as it is if it is none. */
export const parsed = (text: string | undefined): Known => {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
