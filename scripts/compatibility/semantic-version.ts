/** Major, minor and patch. Throws for what is no semantic version. https://semver.org */
export const partsOf = (version: string): readonly [number, number, number] => {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (patch === undefined) throw new Error(`"${version}" is no semantic version like 1.4.0`);
  return [Number(major), Number(minor), Number(patch)];
};

/** Orders versions, the earliest first. */
export const byVersion = (one: string, other: string): number => {
  const [ours, theirs] = [partsOf(one), partsOf(other)];
  const at = ours.findIndex((part, index) => part !== theirs[index]);
  return (ours[at] ?? 0) - (theirs[at] ?? 0);
};

/** The next version that may break what the given one promised: of 0.y.z a minor, otherwise a major. */
export const nextBreaking = (version: string): string => {
  const [major, minor] = partsOf(version);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
};

export const nextMinor = (version: string): string => {
  const [major, minor] = partsOf(version);
  return `${major}.${minor + 1}.0`;
};

/** Whether `to` says of itself that it may break what `from` promised. */
export const mayBreak = (from: string, to: string): boolean => byVersion(to, nextBreaking(from)) >= 0;
