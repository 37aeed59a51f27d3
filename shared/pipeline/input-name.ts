import type { Job } from '#schemas/job.ts';
import { dropOf } from './drop.ts';

/** What a scan of the accounts themselves was made of. */
export const theAccount = 'the account';

const topFolder = (name: string): string | undefined => (name.includes('/') ? name.split('/')[0] : undefined);

/** What a person calls files that no folder was dropped for: `orders.json`, `orders.json and 2 more`, or the folder that all lie in. */
export const nameOfFiles = (names: readonly string[]): string => {
  const [first = 'no files', ...others] = names;
  const folder = topFolder(first);
  if (folder !== undefined && others.every((name) => topFolder(name) === folder)) return folder;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
};

/** What a person calls what a job was made of: the folder that was dropped, or the files that came with the request. */
export const inputName = ({ input: { name, prefix } }: Pick<Job, 'input'>): string =>
  name ?? dropOf(prefix)?.folder ?? prefix.split('/')[0] ?? prefix;
