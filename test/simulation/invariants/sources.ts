import { dropOf } from '#shared/pipeline/drop.ts';
import { collectedPrefix, passingPrefix } from '#shared/pipeline/source-life.ts';
import type { Scene } from '../people/scene.ts';
import { Violation } from '../world/violation.ts';
import { jobsIn } from './at-rest.ts';
import type { Report } from './job-writes.ts';

/** A day after a specification's job has ended: its source is nowhere, and its artifacts are where the email links to. */
export const checkSources = (scene: Scene, report: Report): void => {
  const { buckets } = scene;
  for (const { jobId, kind, input, output, archivedInput } of jobsIn(scene)) {
    if (kind !== 'spec') continue;
    const left = [
      ...buckets.keys('archive', passingPrefix(jobId)),
      ...buckets.keys('output', collectedPrefix(jobId)),
      // A folder may have been dropped into again since, for another kind of job.
      ...(archivedInput || dropOf(input.prefix) ? [] : buckets.keys('input', input.prefix)),
    ];
    if (left.length > 0) report(new Violation('A source goes a day after its job', `${left} of ${jobId}`, [jobId]));
    for (const { key } of output.artifacts)
      if (!buckets.current('output', key)) report(new Violation('Artifacts stay', `${key} is gone`, [jobId]));
  }
};
