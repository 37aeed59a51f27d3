import * as z from 'zod';
import { Refusal } from './refusal.ts';

const condition = z.union([
  z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
  z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
  z.record(z.string(), z.string()),
]);

const document = z.object({ expiration: z.iso.datetime(), conditions: z.array(condition) });

type Condition = z.infer<typeof condition>;
type Fields = ReadonlyMap<string, string>;

/** The sizes in bytes that a file may have. */
export type SizeRange = { readonly minimum: number; readonly maximum: number };

/** What needs no condition. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
const unconditional = (name: string): boolean =>
  ['policy', 'x-amz-signature', 'file'].includes(name) || name.startsWith('x-ignore-');

const denied = (reason: string): Refusal => new Refusal('AccessDenied', `Invalid according to Policy: ${reason}`);

const read = (encoded: string): z.infer<typeof document> => {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    throw new Refusal('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  }
  const parsed = document.safeParse(json);
  if (!parsed.success) throw new Refusal('InvalidPolicyDocument', `Invalid Policy: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

type Test = { readonly name: string; readonly holds: (value: string) => boolean; readonly shown: string };

/** The tests of fields that a condition stands for; a size range is none. */
const testsOf = (given: Condition): readonly Test[] => {
  if (!Array.isArray(given))
    return Object.entries(given).map(([name, wanted]) => ({
      name: name.toLowerCase(),
      holds: (value) => value === wanted,
      shown: JSON.stringify(['eq', `$${name}`, wanted]),
    }));
  const [operator, field, wanted] = given;
  if (operator === 'content-length-range') return [];
  const holds = (value: string) => (operator === 'eq' ? value === wanted : value.startsWith(wanted));
  return [{ name: field.slice(1).toLowerCase(), holds, shown: JSON.stringify(given) }];
};

const sizeRangeOf = (conditions: readonly Condition[], most: number): SizeRange =>
  conditions.reduce<SizeRange>(
    (range, given) =>
      Array.isArray(given) && given[0] === 'content-length-range'
        ? { minimum: Math.max(range.minimum, given[1]), maximum: Math.min(range.maximum, given[2]) }
        : range,
    { minimum: 0, maximum: most },
  );

/**
 * Holds a form for a bucket against the policy that it brings, which must cover all its fields. Returns the sizes its file may have;
 * throws a `Refusal` for what the policy does not allow.
 */
export const checkPolicy = (
  encoded: string,
  bucket: string,
  fields: Fields,
  { now, most }: { readonly now: Date; readonly most: number },
): SizeRange => {
  const { expiration, conditions } = read(encoded);
  if (new Date(expiration) <= now) throw denied('Policy expired.');
  const tests = conditions.flatMap(testsOf);
  const failed = tests.find(({ name, holds }) => {
    const value = name === 'bucket' ? bucket : fields.get(name);
    return value === undefined || !holds(value);
  });
  if (failed !== undefined) throw denied(`Policy Condition failed: ${failed.shown}`);
  const covered = new Set(tests.map(({ name }) => name));
  const extra = [...fields.keys()].filter((name) => !covered.has(name) && !unconditional(name));
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
  return sizeRangeOf(conditions, most);
};
