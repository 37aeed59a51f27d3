import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { StageName } from '#schemas/job.ts';
import { stageNames } from '#schemas/names.ts';
import type { Rule } from '../services/event-bridge.ts';

const functionFile = z.object({
  function: z.object({ timeout: z.number() }),
  rule: z.object({
    pattern: z.object({
      source: z.array(z.string()).length(1),
      'detail-type': z.array(z.string()),
      detail: z.object({ object: z.object({ key: z.tuple([z.object({ prefix: z.string() })]) }) }).optional(),
    }),
  }),
  mapping: z.object({ batchSize: z.number() }),
});

/** What of a stage's deployment the simulation goes by. */
export type StageSettings = {
  readonly name: StageName;
  readonly timeoutSeconds: number;
  readonly batchSize: number;
  readonly rule: Rule;
};

export const deadLettersOf = (stage: StageName): string => `${stage}-dlq`;
export const ruleDeadLettersOf = (stage: StageName): string => `${stage}-rule-dlq`;

/** resources/stages.js */
export const maxReceiveCount = 5;

const settingsOf = (name: StageName): StageSettings => {
  const text = readFileSync(new URL(`../../../functions/${name}/function.yml`, import.meta.url), 'utf8');
  const { function: lambda, rule, mapping } = functionFile.parse(parse(text, { logLevel: 'silent' }));
  const { source, 'detail-type': types, detail } = rule.pattern;
  return {
    name,
    timeoutSeconds: lambda.timeout,
    batchSize: mapping.batchSize,
    rule: {
      source: source[0] ?? '',
      types,
      queue: name,
      deadLetters: ruleDeadLettersOf(name),
      ...(detail && { keyPrefix: detail.object.key[0].prefix }),
    },
  };
};

/** Timeouts, batches and rules as they are deployed. */
export const stages: readonly StageSettings[] = stageNames.map(settingsOf);
