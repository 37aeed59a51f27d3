import type { PathRule } from './path-rule.ts';

/** Folders of others' code, wherever they are. */
const anywhere =
  'node_modules|bower_components|jspm_packages|web_modules|third[_-]?party|3rd[_-]?party|site-packages|__pypackages__|\\.?venv|virtualenv|\\.tox|\\.nox|Godeps|Pods|Carthage|\\.yarn|\\.pnpm-store|\\.gradle|\\.m2|\\.nuget|\\.bundle';

/** Others' code, kept with the source. `vendor` and `packages` are also what shops and monorepos call parts of their own. */
export const vendored: readonly PathRule[] = [
  { pattern: new RegExp(`(^|/)(${anywhere})/`), reason: 'vendored' },
  { pattern: /^vendor\//, reason: 'vendored' },
  {
    pattern: /(^|\/)vendor\/(github\.com|golang\.org|gopkg\.in|google\.golang\.org|k8s\.io|composer|bundle|gems)\//,
    reason: 'vendored',
  },
  {
    pattern: /(^|\/)(assets|public|static|resources|wwwroot|webapp|js|css|scripts|styles|lib|libs)\/vendors?\//i,
    reason: 'vendored',
  },
  {
    pattern: /(^|\/)(wwwroot|webapp|static|public|assets|www)\/(libs?|lib_npm|plugins|packages)\//i,
    reason: 'vendored',
  },
  // NuGet's folder of packages: <name>.<version>.
  { pattern: /(^|\/)packages\/[^/]+\.\d+(\.\d+)+[^/]*\//, reason: 'vendored' },
  { pattern: /(^|\/)\.mvn\/wrapper\/|(^|\/)(mvnw|gradlew)(\.cmd|\.bat)?$/, reason: 'vendored' },
  {
    pattern:
      /(^|\/)(jquery|bootstrap|angular|knockout|lodash|underscore|backbone|modernizr|handlebars)([.-][a-z0-9.-]+)?\.js$/i,
    reason: 'vendored',
  },
  {
    pattern:
      /(^|\/)(react|react-dom|vue|moment|respond|require|d3|popper|ember|select2|toastr|tinymce|ckeditor|datatables?|chart|highcharts|swagger-ui)[.-](\d+\.\d+|min|slim|bundle|umd|esm)[^/]*\.js$/i,
    reason: 'vendored',
  },
];
