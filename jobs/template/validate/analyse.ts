import { LineCounter } from 'yaml';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { checks } from './checks/index.ts';
import { type Diagnostic, rank } from './diagnostic.ts';
import { readDocument, type TemplateDocument, type Unreadable } from './document/document.ts';
import { placeOf } from './document/place.ts';
import { tokensOf } from './document/pointer.ts';
import { diagnosticsOf } from './engine/diagnostics.ts';
import type { Engine } from './engine.ts';
import { untold } from './untold.ts';

/** What is known of a template after one look at it. */
export type Analysis = {
  /** Absent if we cannot read the text and so cannot change it either. */
  readonly document?: TemplateDocument;
  readonly diagnostics: readonly Diagnostic[];
  /** Why the analysis is incomplete; empty if it is complete. */
  readonly incomplete: readonly string[];
};

const aliasesUrl = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html';

/** What we cannot read: an error if the engine must not see it, else no more than a reason why nothing is fixed. */
const troubleWith = (trouble: Unreadable, file: string): Diagnostic[] => {
  const { unreadable: rule, message, line, column } = trouble;
  const hints = {
    'yaml-error': 'Correct the syntax, then validate again',
    nesting: 'A template this deep cannot be deployed either: flatten it',
    'alias-bomb': 'Write the values out, without anchors and aliases',
    'not-a-mapping': 'Give the template that holds the Resources section',
    'yaml-alias':
      'Write the values out: CloudFormation documents no support for aliases, and no fix is made around them',
  };
  const severity = rule === 'alias-bomb' ? 'FATAL' : 'WARN';
  const url = rule === 'yaml-alias' ? { url: aliasesUrl } : {};
  const place = { ...(line && { line }), ...(column && { column }) };
  return [{ finding: { rule, severity, message, file, hint: hints[rule], ...place, ...url } }];
};

/** Our own checks, each finding with the line of the entry it is about. */
const checked = (document: TemplateDocument, file: string): Diagnostic[] => {
  const registry = loadRegistry();
  const found = checks.flatMap(({ rule, check }) =>
    [...check(document.json, registry)].map((one) => ({ rule, ...one })),
  );
  if (found.length === 0) return [];
  const lines = new LineCounter();
  for (let at = 0; at !== -1; ) {
    lines.addNewLine(at);
    const next = document.text.indexOf('\n', at);
    at = next === -1 ? -1 : next + 1;
  }
  return found.map(({ rule, pointer, finding }) => {
    const place = placeOf(document.root, tokensOf(pointer));
    const key = place?.in && 'key' in place.in ? place.in.key : place?.node;
    const position = key?.range ? lines.linePos(key.range[0]) : undefined;
    return {
      pointer,
      finding: { rule, ...finding, file, ...(position && { line: position.line, column: position.col }) },
    };
  });
};

const inOrder = (a: Diagnostic, b: Diagnostic): number =>
  rank(a.finding.severity) - rank(b.finding.severity) ||
  (a.finding.line ?? 0) - (b.finding.line ?? 0) ||
  (a.finding.column ?? 0) - (b.finding.column ?? 0);

/** Judges a template once: the engine's rules and our own. The worst comes first, then the order of the text. */
export const analyse = async (text: string, file: string, engine: Engine): Promise<Analysis> => {
  const read = readDocument(text);
  const trouble = 'unreadable' in read ? read : undefined;
  const document = 'unreadable' in read ? undefined : read;
  if (trouble?.unreadable === 'alias-bomb') return { diagnostics: troubleWith(trouble, file), incomplete: [] };
  const report = await engine.validate(text, file);
  const judged = diagnosticsOf(report.diagnostics, document?.json, file, untold(document?.json).text);
  // Of invalid syntax the engine tells as well, and better.
  const engineSaysSo =
    trouble?.unreadable !== 'yaml-alias' && judged.some(({ finding }) => finding.severity === 'FATAL');
  const unread = trouble && !engineSaysSo ? troubleWith(trouble, file) : [];
  const own = document ? checked(document, file) : [];
  // Of a text that is no template there is nothing left to analyse: the finding says it all.
  const isNoTemplate = report.status === 'ERROR' && judged.some(({ finding }) => finding.severity === 'FATAL');
  const isComplete = report.status === 'OK' || isNoTemplate;
  return {
    ...(document && { document }),
    diagnostics: [...judged, ...unread, ...own].toSorted(inOrder),
    incomplete: isComplete ? [] : [report.reasons[0] ?? `the engine's status is ${report.status}`],
  };
};
