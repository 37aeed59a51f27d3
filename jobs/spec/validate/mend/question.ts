import { section } from '#shared/model/section.ts';
import type { Evidence } from '../checks/statement-check.ts';
import type { Part } from '../parts.ts';
import { linesOf } from '../spans.ts';
import type { Faulty } from './mend.ts';

const most = { spans: 3, lines: 30, columns: 200 };

/** The statement with its code between backticks, as the answer has it. */
const marked = ({ prose }: Part): string =>
  prose.map(({ kind, text }) => (kind === 'code' ? `\`${text}\`` : text)).join('');

const citedLines = ({ citations }: Part, { texts }: Evidence): readonly string[] =>
  citations.slice(0, most.spans).flatMap((span) => {
    const lines = linesOf(texts, span);
    return 'why' in lines ? [] : lines.slice(0, most.lines).map((line) => line.slice(0, most.columns));
  });

/** What a model is asked: redacted lines alone, as data that cannot end its own section. */
export const questionText = (
  faulty: readonly Faulty[],
  refused: ReadonlyMap<string, string>,
  evidence: Evidence,
): string => {
  const { moduleName, features } = evidence.source.descriptor;
  const statements = faulty.map(({ part, why }) => ({
    id: part.address,
    ...(part.kind === 'functional' && { pattern: part.requirement.pattern }),
    text: marked(part),
    problem: why,
    feature: features.find(({ id }) => id === part.feature)?.description ?? '',
    lines: citedLines(part, evidence),
  }));
  const again = [...refused].map(([id, why]) => ({ id, why }));
  return [
    section('module', moduleName),
    section('statements', statements),
    ...(again.length > 0 ? [section('refused', again)] : []),
  ].join('\n');
};
