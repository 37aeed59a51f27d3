import { generatedNames, outputFolders, outputsBeside, saysGenerated } from './generated.ts';
import { isMinified, minifiedNames } from './minified.ts';
import { besideThePoint, binaries, lockFiles } from './other-kinds.ts';
import type { PathRule } from './path-rule.ts';
import { vendored } from './vendored.ts';

/** In the order in which reasons are given. */
const rules: readonly PathRule[] = [
  ...vendored,
  ...outputFolders,
  ...binaries,
  ...lockFiles,
  ...minifiedNames,
  ...generatedNames,
  ...besideThePoint,
];

/** The folders that all paths share: what they are called was chosen by whoever packed them. */
const sharedFolder = (paths: readonly string[]): string => {
  const [first = '', ...others] = paths;
  let shared = first.slice(0, first.lastIndexOf('/') + 1);
  for (const path of others)
    while (!path.startsWith(shared)) shared = shared.slice(0, shared.lastIndexOf('/', shared.length - 2) + 1);
  return shared;
};

/** Folders that a build writes, judged by the manifests they lie beside. */
const outputsOf = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(
    paths.flatMap((path) => {
      const cut = path.lastIndexOf('/') + 1;
      const beside = outputsBeside.filter(([manifest]) => manifest.test(path.slice(cut)));
      return beside.flatMap(([, folders]) => folders.map((folder) => `${path.slice(0, cut)}${folder}/`));
    }),
  );

const liesIn = (path: string, folders: ReadonlySet<string>): boolean => {
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    if (folders.has(path.slice(0, at + 1))) return true;
  return false;
};

/** Why a file is left out, by its path and those of the others; undefined if it is to be read. */
export const siftPaths = (paths: readonly string[]): ((path: string) => string | undefined) => {
  const shared = sharedFolder(paths);
  const outputs = outputsOf(paths);
  return (path) => {
    const own = path.slice(shared.length);
    return (
      rules.find(({ pattern }) => pattern.test(own))?.reason ?? (liesIn(path, outputs) ? 'build output' : undefined)
    );
  };
};

/** Why a file is left out, by what is in it. */
export const siftText = (path: string, text: string, lines: number): string | undefined => {
  if (saysGenerated(text)) return 'generated';
  return isMinified(path, text, lines) ? 'minified' : undefined;
};
