import { createHash } from 'node:crypto';
import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Severity } from '#schemas/findings.ts';
import type { Ignored, Result } from '../result.ts';
import type { Format } from './format.ts';

const levels: Readonly<Record<Severity, string>> = { FATAL: 'error', ERROR: 'error', WARN: 'warning', INFO: 'note' };

const uriOf = (file: string): string =>
  isAbsolute(file) ? pathToFileURL(file).href : file.split(sep).map(encodeURIComponent).join('/');

const location = (file: string, { line, column, logicalId }: Finding) => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(file) },
    ...(line !== undefined && { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } }),
  },
  ...(logicalId !== undefined && { logicalLocations: [{ name: logicalId, kind: 'resource' }] }),
});

/** What keeps an alert the same one when lines move. */
const fingerprint = (file: string, { rule, logicalId, property, message }: Finding): string =>
  createHash('sha256')
    .update([rule, uriOf(file), logicalId, property, message].join('\n'))
    .digest('hex');

/** Ignored, or fixed in the file that was just written: told, but nobody's task any more. */
const suppression = (finding: Finding | Ignored): object => {
  if (finding.fix)
    return { suppressions: [{ kind: 'external', justification: `Fixed in the file: ${finding.fix.description}` }] };
  if ('ignored' in finding)
    return { suppressions: [{ kind: finding.ignored.kind, justification: finding.ignored.reason }] };
  return {};
};

const resultOf = (file: string, finding: Finding | Ignored): object => ({
  ruleId: finding.rule,
  level: levels[finding.severity],
  message: { text: finding.message },
  locations: [location(file, finding)],
  partialFingerprints: { 'dropforge/v1': fingerprint(file, finding) },
  ...suppression(finding),
});

const ruleOf = ({ rule, severity, resourceType, hint, url }: Finding): object => {
  const help = hint ?? `Rule ${rule} of the CloudFormation template validation`;
  return {
    id: rule,
    shortDescription: { text: resourceType ? `${rule} (${resourceType})` : rule },
    help: { text: url ? `${help}\n${url}` : help, markdown: url ? `${help}\n\n[Documentation](${url})` : help },
    ...(url && URL.canParse(url) && { helpUri: url }),
    defaultConfiguration: { level: levels[severity] },
  };
};

/**
 * SARIF 2.1.0, one run: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * The rules come after the results, for only then they are known.
 */
export const sarif = (): Format => {
  const rules = new Map<string, object>();
  let version = '';
  let separator = '';
  return {
    begin: (to) =>
      to.write(
        '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{"columnKind": "unicodeCodePoints", "results": [',
      ),
    add(to, { file, findings, ignored, engine }: Result) {
      version = engine.version;
      for (const finding of [...findings, ...ignored]) {
        if (!rules.has(finding.rule)) rules.set(finding.rule, ruleOf(finding));
        to.write(`${separator}\n${JSON.stringify(resultOf(file, finding))}`);
        separator = ',';
      }
    },
    end(to) {
      const byId = [...rules].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
      const driver = { name: 'dropforge', rules: byId, ...(version && { properties: { engineVersion: version } }) };
      to.write(`\n], "tool": {"driver": ${JSON.stringify(driver)}}}]}\n`);
    },
  };
};
