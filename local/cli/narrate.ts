import { scoreOf } from '#jobs/spec/message/success.ts';
import { needsLook } from '#jobs/template/message/told.ts';
import { inventorySummary } from '#schemas/inventory/summary.ts';
import { specSummary } from '#schemas/spec/summary.ts';
import { templateSummary } from '#schemas/template-summary.ts';
import { counted } from '#shared/message/layout.ts';
import type { Followed } from './follow.ts';
import type { Progress } from './progress.ts';

type FollowedType = Followed['type'];
type Telling = {
  readonly [Type in FollowedType]: (event: Extract<Followed, { type: Type }>, steps: Progress, words: Words) => void;
};

/** In which words a kind of job's stages are told. */
export type Words = {
  readonly collecting: string;
  readonly collected: (items: number) => string;
  readonly generating: string;
  readonly validating: string;
  readonly verdict: (summary: unknown) => string;
};

const known = templateSummary.partial().catch({});

export const templateWords: Words = {
  collecting: 'reading the files',
  collected: (items) => `${counted(items, 'resource')} or parts of resources read`,
  generating: 'writing the template',
  validating: 'validating and fixing',
  verdict(data) {
    const summary = known.parse(data);
    const { verdict = 'done', findings, resources } = summary;
    const look = needsLook(summary);
    return [
      verdict,
      ...(resources === undefined ? [] : [counted(resources, 'resource')]),
      ...(findings?.fixed ? [`${findings.fixed} fixed`] : []),
      ...(look > 0 ? [`${look} to look at`] : []),
    ].join(', ');
  },
};

const inventoryCounts = inventorySummary
  .pick({ resources: true, bySeverity: true, cells: true, cellsIncomplete: true })
  .optional()
  .catch(undefined);

export const inventoryWords: Words = {
  collecting: 'reading what there is',
  collected: (items) => `${counted(items, 'resource')} read`,
  generating: 'holding it against the rules, and against what was there before',
  validating: 'checking the report by its own sums',
  verdict(data) {
    const counts = inventoryCounts.parse(data);
    if (!counts) return 'done';
    const { bySeverity, cells, cellsIncomplete } = counts;
    return [
      counted(counts.resources, 'resource'),
      `${bySeverity.critical} critical and ${bySeverity.high} high findings`,
      `${cells - cellsIncomplete} of ${counted(cells, 'cell')} complete`,
    ].join(', ');
  },
};

const specCounts = specSummary
  .pick({ qualityScore: true, requirements: true, endpoints: true, pages: true })
  .optional()
  .catch(undefined);

export const specWords: Words = {
  collecting: 'opening the archive, taking secrets out, parsing',
  collected: (items) => `${counted(items, 'file')} read`,
  generating: 'writing the document',
  validating: 'setting it, and holding every statement against the source',
  verdict(data) {
    const counts = specCounts.parse(data);
    if (!counts) return 'done';
    const { qualityScore, requirements, endpoints, pages } = counts;
    return [
      `QualityScore ${scoreOf({ qualityScore })}`,
      counted(requirements, 'requirement'),
      counted(endpoints, 'endpoint'),
      counted(pages, 'page'),
    ].join(', ');
  },
};

const lastSegment = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

const startFollowUps = (steps: Progress): void => {
  steps.start('notifier', 'writing the email');
  steps.start('cleanup', 'archiving the drop and the results');
};

const telling: Telling = {
  JobRequested({ jobId }, steps, { collecting }) {
    steps.done('intake', `job ${jobId}`);
    steps.start('collector', collecting);
  },
  ScanCellRequested() {
    // What came of a cell is told by CellScanned.
  },
  CellScanned({ data }, steps) {
    const { id, outcome, resources, calls } = data;
    steps.say(`  ${id}: ${outcome}, ${counted(resources, 'resource')}, ${counted(calls, 'call')}`);
  },
  InputsCollected({ data }, steps, { collected, generating }) {
    steps.done('collector', collected(data.items));
    steps.start('generator', generating);
  },
  ArtifactGenerated({ data }, steps, { validating }) {
    steps.done('generator', lastSegment(data.key));
    steps.start('validator', validating);
  },
  InsightPostponed() {
    // The job is over; nobody waits for what may follow in minutes.
  },
  InsightWritten() {
    // Its email tells it.
  },
  JobSucceeded({ data }, steps, { verdict }) {
    steps.done('validator', verdict(data.summary));
    startFollowUps(steps);
  },
  JobFailed({ data }, steps) {
    steps.fail(data.error.stage, `${data.error.code}: ${data.error.message}`);
    startFollowUps(steps);
  },
  NotificationSent({ data }, steps) {
    steps.done('notifier', data.subject);
  },
  JobArchived({ data }, steps) {
    steps.done('cleanup', `${counted(data.archive.objects, 'object')} archived`);
  },
};

/** Turns a job's events into progress: an event ends the stage that published it and starts those that consume it. */
export const narrate =
  (steps: Progress, words: Words) =>
  <Type extends FollowedType>(event: Extract<Followed, { type: Type }> & { type: Type }): void =>
    telling[event.type](event, steps, words);
