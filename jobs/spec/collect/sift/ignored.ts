import ignore, { type Ignore } from 'ignore';

const listName = '.gitignore';

/** Patterns become regular expressions: these cannot take long, whatever is in them. */
const mostPatterns = 5_000;
const isTame = (line: string): boolean => line.length <= 500 && line.replaceAll('**', '').split('*').length <= 4;

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The folders that a path lies in, outermost first: '', 'src/', 'src/orders/'. */
const foldersOf = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, at) => `${parts.slice(0, at + 1).join('/')}/`)];
};

/** A list of what git does not keep, and the folder it speaks of. */
export type IgnoreList = { readonly path: string; readonly text: string };

export const isIgnoreList = (path: string): boolean => path.slice(path.lastIndexOf('/') + 1) === listName;

/**
 * Whether the `.gitignore` files of an archive leave a path out, as git reads them: a list deeper down goes before one
 * further up, and nothing within an ignored folder comes back. https://git-scm.com/docs/gitignore
 */
export const ignoredBy = (lists: readonly IgnoreList[]): ((path: string) => boolean) => {
  const byFolder = new Map<string, Ignore>(
    lists.map(({ path, text }) => [
      parentOf(path),
      ignore({ ignorecase: false }).add(text.split('\n').slice(0, mostPatterns).filter(isTame)),
    ]),
  );
  const folders = new Map<string, boolean>([['', false]]);
  const isListed = (path: string): boolean => {
    let listed = false;
    for (const folder of foldersOf(path.endsWith('/') ? path.slice(0, -1) : path)) {
      const said = byFolder.get(folder)?.test(path.slice(folder.length));
      if (said?.ignored) listed = true;
      else if (said?.unignored) listed = false;
    }
    return listed;
  };
  const isFolderIgnored = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const is = isFolderIgnored(parentOf(folder.slice(0, -1))) || isListed(folder);
    folders.set(folder, is);
    return is;
  };
  return byFolder.size === 0 ? () => false : (path) => isFolderIgnored(parentOf(path)) || isListed(path);
};
