import type { Insight, InventoryReport } from '#schemas/inventory/report.ts';
import { startBudget } from '#shared/model/budget.ts';
import type { Model } from '#shared/model/model.ts';
import { type Aggregate, aggregateOf } from './aggregate.ts';
import { type Figures, figuresOf, isBorneOut } from './figures.ts';
import { insightPrompt } from './prompt.ts';
import { type InsightAnswer, insightTool } from './tool.ts';

/** What one report may use. Times in milliseconds. */
export type InsightLimits = { readonly maxTokens: number; readonly maxCostUsd: number; readonly deadlineMs: number };

export type InsightOutcome =
  | { readonly outcome: 'written'; readonly insight: Insight }
  /** Nothing that could be kept: the rules' own ranking stands. */
  | { readonly outcome: 'nothing'; readonly why: string }
  /** No model could be asked now; later one may. */
  | { readonly outcome: 'unavailable'; readonly why: string };

/** What a sentence may not hold whatever its figures: a way out of the text, somebody's id, markup. */
const unwelcome =
  /https?:|www\.|[^\s@]@[^\s@]|\barn:|\b\d{12}\b|\b(i|vol|sg|vpc|subnet|ami|eni)-[0-9a-f]{8,}|[<>`]|\]\(|\p{Cc}/iu;

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?])\s+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');

const maxOutputTokens = 1_500;

const gated = ({ summary, priorities }: InsightAnswer, aggregate: Aggregate, figures: Figures) => {
  let cut = 0;
  const keeps = (text: string): boolean => {
    const isKept = !unwelcome.test(text) && isBorneOut(text, figures);
    if (!isKept) cut++;
    return isKept;
  };
  const known = new Set(aggregate.rules.map(({ rule }) => rule));
  const kept = {
    summary: summary.flatMap(sentencesOf).filter(keeps).slice(0, 6),
    priorities: priorities
      .map(({ title, action, rules }) => ({
        title,
        action: sentencesOf(action).filter(keeps).join(' '),
        rules: rules.filter((rule) => known.has(rule)),
      }))
      .filter(({ title, action, rules }) => rules.length > 0 && action !== '' && keeps(title))
      .slice(0, 5),
  };
  return { ...kept, cut };
};

/**
 * What a model makes of a report's sums. Every figure it repeats is one of theirs: a sentence with another is cut. Never
 * throws for what a model or the network does.
 */
export const insightOf = async (
  report: InventoryReport,
  model: Model,
  limits: InsightLimits,
): Promise<InsightOutcome> => {
  const aggregate = aggregateOf(report);
  const budget = startBudget({ tokens: limits.maxTokens, costUsd: limits.maxCostUsd });
  const answer = await model.ask({
    system: await model.prompt('insight', insightPrompt),
    text: `<inventory>${JSON.stringify(aggregate)}</inventory>`,
    tool: insightTool,
    maxOutputTokens,
    budget,
    signal: AbortSignal.timeout(limits.deadlineMs),
  });
  if (answer.outcome === 'unavailable') return { outcome: 'unavailable', why: answer.why };
  if (answer.outcome === 'refused') return { outcome: 'nothing', why: answer.why };
  const { summary, priorities, cut } = gated(answer.input, aggregate, figuresOf(aggregate));
  if (summary.length === 0 && priorities.length === 0)
    return { outcome: 'nothing', why: 'every sentence repeated a figure that the findings do not have' };
  const costUsd = Math.round(budget.spent.costUsd * 10_000) / 10_000;
  return { outcome: 'written', insight: { model: answer.modelId, summary, priorities, cut, costUsd } };
};
