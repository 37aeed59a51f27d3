import type { ZodType } from 'zod';
import type { JsonObject } from '#schemas/json.ts';
import type { Budget } from './budget.ts';

/** The one form an answer may have: a call of this tool, with an input that the schema takes. */
export type Tool<Input> = {
  readonly name: string;
  readonly description: string;
  /** What the model is told: plain JSON Schema, flat, for not every model takes `$ref` or `anyOf`. */
  readonly inputSchema: JsonObject;
  /** What is believed. */
  readonly parse: ZodType<Input>;
};

export type Question<Input> = {
  readonly system: string;
  readonly text: string;
  readonly tool: Tool<Input>;
  readonly maxOutputTokens: number;
  /** The least that an answer needs, where less than the most will do if the budget is short. Default: the most. */
  readonly minOutputTokens?: number;
  readonly budget: Budget;
  /** Ends every attempt and every wait. */
  readonly signal: AbortSignal;
};

export type Answer<Input> =
  | { readonly outcome: 'answered'; readonly modelId: string; readonly input: Input }
  /** It answered, but not as it was asked to: prose, another tool, half an answer. */
  | { readonly outcome: 'refused'; readonly modelId: string; readonly why: string }
  /** No model could be asked: unreachable, over quota, not allowed, or the budget is spent. */
  | { readonly outcome: 'unavailable'; readonly why: string };

export type Model = {
  /** Never throws for what a model or the network does. */
  ask<Input>(question: Question<Input>): Promise<Answer<Input>>;
  /** The prompt of this name, without its stage's path; `packaged` if there is none to be had. */
  prompt(name: string, packaged: string): Promise<string>;
};

/** How the models are reached. Times in milliseconds. */
export type ModelConfig = {
  readonly modelId: string;
  /** Asked where the first cannot be. */
  readonly fallbackModelId?: string;
  /** One attempt's time. */
  readonly attemptMs: number;
  /** /dropforge/<stage>/prompts/ */
  readonly promptPath: string;
  /** What watches over its cost for the whole stage: the parameter that switches it off, and who is told each charge in US dollars. */
  readonly guard?: { readonly parameter: string; readonly spent: (costUsd: number) => void };
  /** Other than AWS's own, for tests. */
  readonly endpoint?: string;
  /** The same for Parameter Store. */
  readonly promptEndpoint?: string;
};
