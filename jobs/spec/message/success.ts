import type { SpecSummary } from '#schemas/spec/summary.ts';
import { counted, oneLine, wrap } from '#shared/message/layout.ts';

/** Of features and warnings; the report has them all. */
const shown = 10;

const item = (text: string): readonly string[] => wrap(oneLine(text), '- ', '  ');

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines];

const list = (items: readonly string[], where: string): readonly string[] => [
  ...items.slice(0, shown).flatMap(item),
  ...(items.length > shown ? [`  … and ${items.length - shown} more: see ${where}`] : []),
];

const featureWords = ({ features, featuresNotFound }: SpecSummary): string => {
  const missing = featuresNotFound.length;
  if (missing === 0) return `Features: ${features}, all found in the source`;
  return `Features: ${features}, ${missing} NOT FOUND in the source, see below`;
};

const mendedWords = ({ rewritten, cut }: SpecSummary): readonly string[] =>
  rewritten + cut === 0
    ? []
    : item(`Of what was written first, ${counted(rewritten, 'statement')} rewritten and ${cut} cut by the checks`);

const sourceWords = ({ files, filesLeftOut, redacted }: SpecSummary): string =>
  [
    `Source: ${counted(files, 'file')}`,
    ...(filesLeftOut > 0 ? [`${filesLeftOut} left out`] : []),
    ...(redacted > 0 ? [`${counted(redacted, 'secret')} taken out before anything else saw them`] : []),
  ].join(', ');

/** How good it is and what is in it. */
export const summaryLines = (told: SpecSummary): readonly string[] => [
  ...item(`QualityScore: ${scoreOf(told)} of 100`),
  ...item(
    `Requirements: ${told.requirements} (${told.confirmed} confirmed, ${told.inferred} inferred, ${counted(told.gaps, 'gap')}), ${told.nonFunctional} non-functional`,
  ),
  ...item(featureWords(told)),
  ...item(`API endpoints: ${told.endpoints}; entities: ${told.entities}; open questions: ${told.openQuestions}`),
  ...item(`Pages: ${told.pages}`),
  ...item(sourceWords(told)),
  ...mendedWords(told),
];

/** Whole numbers but where rounding would hide that something is missing. */
export const scoreOf = ({ qualityScore }: Pick<SpecSummary, 'qualityScore'>): string =>
  String(Math.floor(qualityScore * 10) / 10);

/** The email of a specification that was made, up to its files. */
export const successText = (told: SpecSummary): readonly string[] => [
  ...wrap(oneLine(`Software Requirements Specification of ${told.moduleName} ${told.version}`)),
  ...section('SUMMARY', summaryLines(told)),
  ...section(
    'FEATURES NOT FOUND IN THE SOURCE (marked as gaps, nothing was made up)',
    list(told.featuresNotFound, 'specification.md'),
  ),
  ...section('WARNINGS', list(told.warnings, 'report.html')),
];
