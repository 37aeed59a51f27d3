import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { Exception } from '#schemas/inventory/options.ts';

/** What an exception is held against. */
export type Excepted = Pick<InventoryFinding, 'rule' | 'resource'> & {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
};

/** `*` stands for any run of characters; linear in the text, whatever the pattern. */
const matches = (pattern: string, text: string): boolean => {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return pattern === text;
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false;
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > text.length - tail.length) return false;
    at = found + part.length;
  }
  return true;
};

const hasTag = (tags: Readonly<Record<string, string>>, wanted: string): boolean => {
  const [key = '', ...value] = wanted.split('=');
  if (!Object.hasOwn(tags, key)) return false;
  return value.length === 0 || tags[key] === value.join('=');
};

/** The exception that covers a finding on this day (in UTC; its last day counts), if there is one. */
export const exceptionFor = (
  { rule, resource, id, tags }: Excepted,
  exceptions: readonly Exception[],
  now: Date,
): Exception | undefined => {
  const today = now.toISOString().slice(0, 10);
  const names = [resource.arn, id, ...(resource.name === undefined ? [] : [resource.name])];
  return exceptions.find(
    (each) =>
      today <= each.until &&
      matches(each.rule, rule) &&
      (each.resource === undefined || names.some((name) => matches(each.resource ?? '', name))) &&
      (each.tag === undefined || hasTag(tags, each.tag)),
  );
};
