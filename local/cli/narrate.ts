import { counted } from '#jobs/template/message/layout.ts';
import { needsLook } from '#jobs/template/message/told.ts';
import { templateSummary } from '#schemas/template-summary.ts';
import type { Followed } from './follow.ts';
import type { Progress } from './progress.ts';

type FollowedType = Followed['type'];
type Telling = { readonly [Type in FollowedType]: (event: Extract<Followed, { type: Type }>, steps: Progress) => void };

const known = templateSummary.partial().catch({});

const verdictNote = (data: unknown): string => {
  const summary = known.parse(data);
  const { verdict = 'done', findings, resources } = summary;
  const look = needsLook(summary);
  return [
    verdict,
    ...(resources === undefined ? [] : [counted(resources, 'resource')]),
    ...(findings?.fixed ? [`${findings.fixed} fixed`] : []),
    ...(look > 0 ? [`${look} to look at`] : []),
  ].join(', ');
};

const lastSegment = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

const startFollowUps = (steps: Progress): void => {
  steps.start('notifier', 'writing the email');
  steps.start('cleanup', 'archiving the drop and the results');
};

const telling: Telling = {
  JobRequested({ jobId }, steps) {
    steps.done('intake', `job ${jobId}`);
    steps.start('collector', 'reading the files');
  },
  ScanCellRequested() {
    // What came of a cell is told by CellScanned.
  },
  CellScanned({ data }, steps) {
    const { id, outcome, resources, calls } = data;
    steps.say(`  ${id}: ${outcome}, ${counted(resources, 'resource')}, ${counted(calls, 'call')}`);
  },
  InputsCollected({ data }, steps) {
    steps.done('collector', `${counted(data.items, 'resource')} or parts of resources read`);
    steps.start('generator', 'writing the template');
  },
  ArtifactGenerated({ data }, steps) {
    steps.done('generator', lastSegment(data.key));
    steps.start('validator', 'validating and fixing');
  },
  JobSucceeded({ data }, steps) {
    steps.done('validator', verdictNote(data.summary));
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
  (steps: Progress) =>
  <Type extends FollowedType>(event: Extract<Followed, { type: Type }> & { type: Type }): void =>
    telling[event.type](event, steps);
