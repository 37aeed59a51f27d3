import { secretLooks } from '#shared/exports/secret-patterns.ts';

export const redacted = async (_path: string, text: string): Promise<{ text: string; count: number }> => {
  let count = 0;
  let result = text;
  for (const look of secretLooks)
    result = result.replaceAll(new RegExp(look.source, `${look.flags}g`), (found) => {
      count += 1;
      return `[redacted]${'\n'.repeat(found.split('\n').length - 1)}`;
    });
  return { text: result, count };
};
