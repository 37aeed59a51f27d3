import type { Finding, FindingsReport, JsonPatchOperation } from '#schemas/findings.ts';
import { type Budget, startBudget, type Usage } from '#shared/model/budget.ts';
import type { Model } from '#shared/model/model.ts';
import { pricesAsOf } from '#shared/model/prices.ts';
import { unloadable } from '#shared/model/unloadable.ts';
import type { Fixed } from './fix-rounds.ts';
import { limits } from './limits.ts';
import { repairPrompt } from './repair/prompt.ts';
import { questionText } from './repair/question.ts';
import { redact } from './repair/redact.ts';
import { type Target, targetsOf } from './repair/target.ts';
import { proposePatch } from './repair/tool.ts';
import { type Judge, tryEdit } from './repair/try-edit.ts';

export type RepairOptions = {
  readonly maxRounds: number;
  /** Of one job, all rounds together. */
  readonly maxTokens: number;
  readonly maxCostUsd: number;
  readonly deadlineMs: number;
};

type ModelReport = NonNullable<FindingsReport['model']>;

export type Repaired = {
  readonly state: Fixed;
  /** Absent if nothing was left to ask about. */
  readonly model?: ModelReport;
  /** Told with the findings, if the model could not be asked to the end. */
  readonly notes: readonly Finding[];
};

/** What one job's repairs have in common: the time that all of them together may take. */
type Shared = { signal?: AbortSignal };

/**
 * Mends what fixers could not. Never throws for what a model does, and never makes a template worse.
 * @param before what models have used of the job's budget already
 */
export type Repair = (state: Fixed, judge: Judge, file: string, before?: Usage, shared?: Shared) => Promise<Repaired>;

/** Mends nothing. */
export const unrepaired: Repair = async (state) => ({ state, notes: [] });

/**
 * The repair of a job that may have several templates: its limits are those of all of them together, and what stopped it for one stops it for
 * the next.
 * @param before what models have used of the job's budget already
 */
export const oncePerJob = (repair: Repair, before?: Usage): Repair => {
  const shared: Shared = {};
  let used = before;
  let isStopped = false;
  return async (state, judge, file) => {
    if (isStopped) return unrepaired(state, judge, file);
    const repaired = await repair(state, judge, file, used, shared);
    const { model } = repaired;
    isStopped = model?.stopped !== undefined;
    if (model) {
      used = {
        inputTokens: (used?.inputTokens ?? 0) + model.inputTokens,
        outputTokens: (used?.outputTokens ?? 0) + model.outputTokens,
        costUsd: (used?.costUsd ?? 0) + model.costUsd,
      };
    }
    return repaired;
  };
};

/** One job's repair, as it goes on. */
type Work = {
  state: Fixed;
  readonly kept: ModelReport['kept'];
  readonly refused: ModelReport['refused'];
  /** Why each resource's last edit was refused. */
  readonly lastWhy: Map<string, string>;
  /** Resources that nothing more is expected for. */
  readonly done: Set<string>;
  readonly seen: Set<string>;
  runs: number;
  stopped?: string;
};

type Asking = { readonly model: Model; readonly system: string; readonly budget: Budget; readonly signal: AbortSignal };

const note = (why: string, file: string): Finding => ({
  rule: 'model-unavailable',
  severity: 'WARN',
  message: `The model that may repair what no rule could was not asked to the end: ${why}. The findings that remain are as they were`,
  file,
  hint: 'Correct them by hand, or drop the folder again later; nothing else depends on the model',
});

const refuse = (work: Work, { logicalId }: Target, why: string, by?: string): void => {
  work.refused.push({ logicalId, ...(by && { by }), why });
  work.lastWhy.set(logicalId, why);
};

/** A proposed edit, tried if it is new. */
const take = async (
  work: Work,
  target: Target,
  by: string,
  patch: readonly JsonPatchOperation[],
  judge: Judge,
): Promise<void> => {
  const key = JSON.stringify([target.logicalId, patch]);
  if (patch.length === 0 || work.seen.has(key)) {
    work.done.add(target.logicalId);
    return refuse(work, target, patch.length === 0 ? 'it knows no edit' : 'it proposed the same edit again', by);
  }
  work.seen.add(key);
  const counted: Judge = (text) => {
    work.runs -= 1;
    return judge(text);
  };
  const result = await tryEdit(work.state, { target, patch, by }, counted);
  if ('why' in result) return refuse(work, target, result.why, by);
  work.state = result.state;
  work.kept.push({ logicalId: target.logicalId, by, rules: [...result.rules], patch: [...patch] });
};

const askAbout = async (work: Work, target: Target, asking: Asking, judge: Judge): Promise<void> => {
  const { model, system, budget, signal } = asking;
  const template = work.state.analysis.document?.json ?? {};
  const text = questionText(target, redact(template, target), work.lastWhy.get(target.logicalId));
  if (text === undefined) {
    work.done.add(target.logicalId);
    return refuse(work, target, 'the resource is too large to be shown to a model');
  }
  const maxOutputTokens = limits.modelOutputTokens;
  const answer = await model
    .ask({ system, text, tool: proposePatch, maxOutputTokens, budget, signal })
    .catch(() => ({ outcome: 'unavailable', why: 'its client failed' }) as const);
  if (answer.outcome === 'unavailable') work.stopped = answer.why;
  else if (answer.outcome === 'refused') refuse(work, target, answer.why, answer.modelId);
  else await take(work, target, answer.modelId, answer.input.patch, judge);
};

/** One round asks once about each resource that errors are left in. Returns whether there was anything to ask. */
const round = async (work: Work, asking: Asking, judge: Judge): Promise<boolean> => {
  const ids = targetsOf(work.state.analysis).map(({ logicalId }) => logicalId);
  const open = ids.filter((id) => !work.done.has(id));
  for (const id of open) {
    if (work.stopped !== undefined) break;
    if (work.runs <= 0) work.stopped = 'the engine has judged as many edits as one job may try';
    // An edit before this one may have changed it, or settled it.
    const target = targetsOf(work.state.analysis).find(({ logicalId }) => logicalId === id);
    if (target && work.stopped === undefined) await askAbout(work, target, asking, judge);
  }
  return open.length > 0;
};

const report = ({ kept, refused, stopped }: Work, rounds: number, { spent }: Budget, before?: Usage): ModelReport => ({
  rounds,
  inputTokens: spent.inputTokens - (before?.inputTokens ?? 0),
  outputTokens: spent.outputTokens - (before?.outputTokens ?? 0),
  costUsd: Number((spent.costUsd - (before?.costUsd ?? 0)).toFixed(6)),
  pricesAsOf,
  kept,
  refused,
  ...(stopped !== undefined && { stopped }),
});

/** A repair by this model, which is loaded when it is first needed. */
export const repairBy = (load: () => Promise<Model>, options: RepairOptions): Repair => {
  let loaded: Promise<Model> | undefined;
  return async (state, judge, file, before, shared = {}) => {
    if (targetsOf(state.analysis).length === 0) return { state, notes: [] };
    loaded ??= load().catch(() => unloadable);
    const model = await loaded;
    const budget = startBudget({ tokens: options.maxTokens, costUsd: options.maxCostUsd }, before);
    shared.signal ??= AbortSignal.timeout(options.deadlineMs);
    const { signal } = shared;
    const asking: Asking = { model, budget, signal, system: await model.prompt('repair', repairPrompt) };
    const runs = Math.min(limits.engineRuns, Math.floor(limits.engineBytes / Math.max(state.text.length, 1)));
    const work: Work = { state, kept: [], refused: [], lastWhy: new Map(), done: new Set(), seen: new Set(), runs };
    let rounds = 0;
    while (rounds < options.maxRounds && work.stopped === undefined && (await round(work, asking, judge))) rounds += 1;
    const notes = work.stopped === undefined ? [] : [note(work.stopped, file)];
    return { state: work.state, model: report(work, rounds, budget, before), notes };
  };
};
