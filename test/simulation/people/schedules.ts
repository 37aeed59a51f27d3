import type { StageName } from '#schemas/job.ts';
import { schedulerSource } from '#shared/pipeline/watchdog.ts';
import type { Scene } from './scene.ts';

const minute = 60_000;

/** resources/schedules.yml, but for what comes once a day. */
const schedules = [
  { queue: 'cleanup', type: 'WatchdogDue', everyMs: 5 * minute },
  { queue: 'cleanup', type: 'CleanupDue', everyMs: 60 * minute },
] as const;

/** The message of a schedule. Repeated, it is the same. */
export const fire = (queue: StageName, type: string, detail: object, { world, queues }: Scene): void => {
  const time = new Date(world.time.now).toISOString();
  const body = JSON.stringify({ id: `${type} of ${time}`, source: schedulerSource, 'detail-type': type, time, detail });
  if (type !== 'InventoryDue' && world.faults.strikes('schedule not fired', type)) return;
  queues.send(queue, body);
  if (world.faults.strikes('schedule fired twice', type)) queues.send(queue, body);
};

/** Has the clock of the deployment tick until it is stopped. @param without a type that never comes: a mutation */
export const startSchedules = (scene: Scene, without?: string): (() => void) => {
  let isStopped = false;
  for (const { queue, type, everyMs } of schedules) {
    if (type === without) continue;
    const tick = () => {
      if (isStopped) return;
      fire(queue, type, {}, scene);
      scene.world.time.inBackground(everyMs, tick);
    };
    scene.world.time.inBackground(everyMs, tick);
  }
  return () => {
    isStopped = true;
  };
};
