import type { Scene } from '../people/scene.ts';
import { Violation } from '../world/violation.ts';
import { jobsIn } from './at-rest.ts';
import type { Report } from './job-writes.ts';

/** A minute that a live worker has, the index's delay, clocks, and a round of the watchdog as long as its function may last. */
const allowedMs = 60_000 + 45_000 + 4_000 + 300_000;

/** After a round of the watchdog: no outbox is older than it allows. */
export const checkOutboxes = (scene: Scene, report: Report): void => {
  const { now } = scene.world.time;
  for (const { jobId, outbox, updatedAt } of jobsIn(scene)) {
    if (!outbox || now - Date.parse(updatedAt) < allowedMs) continue;
    report(new Violation('No outbox is older than the watchdog allows', `${jobId} since ${updatedAt}`, [jobId]));
  }
};
