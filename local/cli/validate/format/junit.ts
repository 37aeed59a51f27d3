import type { Finding } from '#schemas/findings.ts';
import type { Result } from '../result.ts';
import type { Format } from './format.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text in XML 1.0: the characters that it cannot hold at all are replaced. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: just these are what XML cannot hold
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter)
    .replaceAll('\n', '&#10;');

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

const nameOf = ({ rule, logicalId, line }: Finding): string =>
  [rule, logicalId, line === undefined ? undefined : `line ${line}`].filter((part) => part !== undefined).join(' ');

const testCase = (file: string, finding: Finding, inside: string): string =>
  `    <testcase${attributes({ classname: file, name: nameOf(finding), file, ...(finding.line && { line: finding.line }) })}>${inside}</testcase>`;

const failure = (file: string, finding: Finding): string => {
  const { message, severity, rule, line, column, hint, url } = finding;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const text = [`${place} ${rule} ${message}`, hint, url].filter((part) => part !== undefined).join('\n');
  return testCase(file, finding, `<failure${attributes({ message, type: severity })}>${escaped(text)}</failure>`);
};

const skipped = (file: string, finding: Finding, message: string): string =>
  testCase(file, finding, `<skipped${attributes({ message })}/>`);

const suiteOf = ({ file, findings, ignored }: Result): string => {
  const open = findings.filter(({ fix }) => fix === undefined);
  const quiet = [
    ...findings.flatMap((one) => (one.fix ? [skipped(file, one, `fixed: ${one.fix.description}`)] : [])),
    ...ignored.map((one) => skipped(file, one, `ignored: ${one.ignored.reason}`)),
  ];
  const good = `    <testcase${attributes({ classname: file, name: 'template is valid', file })}/>`;
  const cases = open.length > 0 ? open.map((one) => failure(file, one)) : [good];
  const counts = { tests: cases.length + quiet.length, failures: open.length, errors: 0, skipped: quiet.length };
  return [`  <testsuite${attributes({ name: file, ...counts })}>`, ...cases, ...quiet, '  </testsuite>', ''].join('\n');
};

/** JUnit XML as CI systems read it: a suite for each template, a failed case for each finding that is shown. */
export const junit = (): Format => ({
  begin: (to) => to.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dropforge validate">\n'),
  add: (to, result) => to.write(suiteOf(result)),
  end: (to) => to.write('</testsuites>\n'),
});
