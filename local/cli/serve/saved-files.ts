import { stat } from 'node:fs/promises';
import type { Folder, FolderFile } from '../folder.ts';

/** What editors and downloads leave beside a file while they work on it, by its name. */
const temporary: readonly RegExp[] = [
  /^\./, // hidden: .git, .DS_Store, Vim's .a.json.swp, Emacs' .#a.json
  /~$/, // backups
  /^#.*#$/, // Emacs' autosaves
  /^4913$/, // Vim's probe whether it may write here
  /\.(swp|swx|swo|tmp|temp|bak|part|partial|crdownload|download)$/i,
  /___jb_(tmp|old)___$/, // JetBrains' safe write
  /^~\$/, // Office's locks
];

const isTemporary = (key: string): boolean => key.split('/').some((name) => temporary.some((form) => form.test(name)));

/** A folder without what nobody saved: hidden files and folders, and what editors leave for a moment. */
export const savedFiles = (folder: Folder): Folder => ({
  ...folder,
  files: folder.files.filter(({ key }) => !isTemporary(key)),
});

const mark = async (file: FolderFile): Promise<string> => {
  if (!('path' in file)) return `${file.key} ${file.bytes}`;
  const { size, mtimeMs, ino } = await stat(file.path);
  return `${file.key} ${size} ${mtimeMs} ${ino}`;
};

/** The same for the same files with the same content, as far as the file system knows. */
export const stateOf = async ({ files }: Folder): Promise<string> => (await Promise.all(files.map(mark))).join('\n');
