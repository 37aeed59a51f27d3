const source = (pattern: string): string =>
  pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');

/** Whether a text is what a pattern of IAM's says: `*` is any characters, `?` is any one. */
export const isLike = (pattern: string, text: string, flags: '' | 'i' = ''): boolean =>
  new RegExp(`^${source(pattern)}$`, `s${flags}`).test(text);

/** The six parts of an ARN; the last, the resource, may hold colons itself. */
const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/** Wildcards stay within a part of an ARN; `*` alone is every resource. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
export const isArnLike = (pattern: string, arn: string): boolean => {
  if (pattern === '*') return true;
  const parts = partsOf(arn);
  return partsOf(pattern).every((part, index) => isLike(part, parts[index] ?? ''));
};
