const head = '## [Unreleased]';

/**
 * The changelog with what was not released yet under this version. Throws if there is nothing, or the version is there already.
 * https://keepachangelog.com/en/1.1.0/
 *
 * @param date ISO 8601, the day.
 */
export const withRelease = (changelog: string, version: string, date: string): string => {
  const start = changelog.indexOf(head);
  if (start < 0) throw new Error(`CHANGELOG.md has no "${head}"`);
  if (changelog.includes(`## [${version}]`)) throw new Error(`CHANGELOG.md has ${version} already`);
  const after = start + head.length;
  const end = changelog.indexOf('\n## [', after);
  const news = changelog.slice(after, end < 0 ? undefined : end);
  if (!/^- \S/m.test(news))
    throw new Error('CHANGELOG.md says of nothing that it is unreleased: there is nothing to release');
  return `${changelog.slice(0, after)}\n\n## [${version}] - ${date}${changelog.slice(after)}`;
};
