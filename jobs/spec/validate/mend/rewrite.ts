import type { Prose } from '#schemas/spec/document.ts';
import type { ModelUse } from '#schemas/spec/quality.ts';
import { type Budget, startBudget, type Usage } from '#shared/model/budget.ts';
import type { Model } from '#shared/model/model.ts';
import { unloadable } from '#shared/model/unloadable.ts';
import type { Evidence } from '../checks/statement-check.ts';
import type { Part } from '../parts.ts';
import { refusals } from './gate.ts';
import type { Faulty, Rewriter } from './mend.ts';
import { rewritePrompt } from './prompt.ts';
import { questionText } from './question.ts';
import { rewriteStatements } from './tool.ts';

/** What one job may use. Times in milliseconds. */
export type RewriteLimits = { readonly maxTokens: number; readonly maxCostUsd: number; readonly deadlineMs: number };

/** What a model is asked to do with statements. */
export type WordingTask = {
  /** In Parameter Store, below the stage's prompts. */
  readonly name: string;
  readonly packaged: string;
  /** Questions about one statement: the second says why the first answer was refused. */
  readonly attempts: number;
};

const rewriting: WordingTask = { name: 'spec-rewrite', packaged: rewritePrompt, attempts: 2 };

/** Statements a question; refusals in quality.json. */
const most = { statements: 8, told: 50 };

const nothing: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

const outputTokens = { most: 2_048, least: 512 };

/** Text with names between backticks, as prose; a backtick without its twin is text. */
const proseOf = (text: string): Prose =>
  text
    .trim()
    .split(/(`[^`\n]+`)/)
    .filter((part) => part !== '')
    .map((part) =>
      /^`[^`\n]+`$/.test(part)
        ? { kind: 'code' as const, text: part.slice(1, -1) }
        : { kind: 'text' as const, text: part },
    );

/** The same part in other words. */
const inWords = (part: Part, prose: Prose): Part => {
  const raw = prose.map(({ text }) => text).join('');
  if (part.kind === 'functional')
    return { ...part, prose, raw, requirement: { ...part.requirement, statement: prose } };
  if (part.kind === 'non-functional')
    return { ...part, prose, raw, requirement: { ...part.requirement, statement: prose } };
  return { ...part, prose, raw };
};

type Asking = {
  readonly model: Model;
  readonly system: string;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly evidence: Evidence;
};

/** What came of some statements so far. */
type Progress = {
  readonly proses: Map<string, Prose>;
  /** Why the last wording of a statement was refused, by its address. */
  readonly refused: Map<string, string>;
  by?: string;
  unavailable?: string;
};

const take = (
  faulty: readonly Faulty[],
  said: ReadonlyMap<string, string>,
  progress: Progress,
  evidence: Evidence,
): void => {
  for (const { part } of faulty) {
    const text = said.get(part.address);
    if (text === undefined) {
      if (!progress.refused.has(part.address)) progress.refused.set(part.address, 'the model left it out');
      continue;
    }
    const prose = proseOf(text);
    const reasons = refusals(part, inWords(part, prose), evidence);
    if (reasons.length === 0) {
      progress.proses.set(part.address, prose);
      progress.refused.delete(part.address);
    } else progress.refused.set(part.address, reasons.slice(0, 3).join('; '));
  }
};

const askOnce = async (faulty: readonly Faulty[], progress: Progress, asking: Asking): Promise<void> => {
  const { evidence, ...question } = asking;
  const refused = new Map([...progress.refused].filter(([id]) => faulty.some(({ part }) => part.address === id)));
  const answer = await asking.model
    .ask({
      ...question,
      text: questionText(faulty, refused, evidence),
      tool: rewriteStatements,
      maxOutputTokens: outputTokens.most,
      minOutputTokens: outputTokens.least,
    })
    .catch(() => ({ outcome: 'unavailable', why: 'its client failed' }) as const);
  if (answer.outcome === 'unavailable') {
    progress.unavailable = answer.why;
    return;
  }
  progress.by = answer.modelId;
  if (answer.outcome === 'refused') {
    for (const { part } of faulty) progress.refused.set(part.address, `the answer could not be used: ${answer.why}`);
    return;
  }
  // Of several wordings of one statement the first counts; what was not asked about is not looked at.
  const said = new Map(answer.input.statements.map(({ id, text }) => [id, text] as const).reverse());
  take(faulty, said, progress, evidence);
};

const askAbout = async (
  faulty: readonly Faulty[],
  progress: Progress,
  asking: Asking,
  attempts: number,
): Promise<void> => {
  for (let attempt = 0; attempt < attempts && progress.unavailable === undefined; attempt += 1) {
    const open = faulty.filter(({ part }) => !progress.proses.has(part.address));
    if (open.length === 0) return;
    await askOnce(open, progress, asking);
  }
};

const inTurns = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, turn) => items.slice(turn * size, (turn + 1) * size));

const useOf = (
  asked: number,
  { proses, refused, by, unavailable }: Progress,
  { spent }: Budget,
  before: Usage,
): ModelUse => ({
  ...(by !== undefined && { by }),
  asked,
  kept: proses.size,
  refused: [...refused].slice(0, most.told).map(([where, why]) => ({ where, why })),
  ...(unavailable !== undefined && { unavailable }),
  inputTokens: spent.inputTokens - before.inputTokens,
  outputTokens: spent.outputTokens - before.outputTokens,
  costUsd: Number((spent.costUsd - before.costUsd).toFixed(6)),
});

/** A rewriter by this model, which is loaded when something is to be rewritten. Never throws for what a model or the network does. */
export const rewritingBy =
  (load: () => Promise<Model>, limits: RewriteLimits, task: WordingTask = rewriting): Rewriter =>
  async (faulty, evidence, before = nothing) => {
    const model = await load().catch(() => unloadable);
    const budget = startBudget({ tokens: limits.maxTokens, costUsd: limits.maxCostUsd }, before);
    const signal = AbortSignal.timeout(limits.deadlineMs);
    const system = await model.prompt(task.name, task.packaged);
    const progress: Progress = { proses: new Map(), refused: new Map() };
    const asking = { model, system, budget, signal, evidence };
    for (const some of inTurns(faulty, most.statements)) await askAbout(some, progress, asking, task.attempts);
    return { proses: progress.proses, use: useOf(faulty.length, progress, budget, before) };
  };
