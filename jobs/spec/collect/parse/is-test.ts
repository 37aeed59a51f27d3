const testPaths: readonly RegExp[] = [
  /(^|\/)(tests?|__tests__|__mocks__|e2e|cypress|testing|[^/]*[.-](unit|integration|functional|acceptance)?tests?)\//i,
  /(^|\/)src\/(test|integrationTest|testFixtures)\//,
  /(^|\/)[^/]*Tests?\//,
  /(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/,
  /_test\.go$/,
  /[.-](test|spec|e2e|e2e-spec)\.[cm]?[jt]sx?$/,
  /(Tests?|Specs?|IT|TestCase|Fixture)\.(cs|java)$/,
];

/** Whether a file belongs to the tests, by the names that the languages' tools look for. */
export const isTestPath = (path: string): boolean => testPaths.some((pattern) => pattern.test(path));
