/** The one folder at the top that everything lies in, as the downloads of code hosts have it; with its slash. */
const topFolder = (paths: readonly string[]): string => {
  const [first = ''] = paths;
  const top = first.slice(0, first.indexOf('/') + 1);
  return paths.every((path) => path.startsWith(top)) ? top : '';
};

/**
 * The focus of a descriptor as paths of the source, and what of it is not there. Who writes a descriptor looks at a repository and leaves out the
 * folder that a download wraps around it; a path with it is as good.
 */
export const focusIn = (
  focus: readonly string[],
  paths: readonly string[],
): { readonly focus: string[]; readonly unmatched: readonly string[] } => {
  const top = topFolder(paths);
  const holds = (wanted: string) => paths.some((path) => path === wanted || path.startsWith(`${wanted}/`));
  const unmatched: string[] = [];
  const found = focus.map((given) => {
    const plain = given.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
    const match = [plain, `${top}${plain}`].find(holds);
    if (match === undefined) unmatched.push(given);
    return match ?? plain;
  });
  return { focus: [...new Set(found)], unmatched };
};
