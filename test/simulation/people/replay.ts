import { objectStore } from '#shared/aws/object-store.ts';
import { uuidV7 } from '#shared/pipeline/job-id.ts';
import { shelves } from '#shared/pipeline/replay/shelves.ts';
import { replay } from '#shared/pipeline/replay.ts';
import { bucketNames, retentionDays } from '../stages/deps.ts';
import { aPerson, jobIdsIn, type Scene } from './scene.ts';

const stages = [undefined, 'collector', 'generator', 'validator', 'notifier', 'cleanup'] as const;

/** Somebody asks for a job once more, from a stage on, whatever has become of it; sometimes twice at the same time. */
export const replayOne = (scene: Scene): void => {
  const { world, table } = scene;
  const { chance, time } = world;
  const jobIds = jobIdsIn(table);
  const jobId = jobIds[chance.between(0, jobIds.length - 1)];
  if (jobId === undefined) return;
  const from = chance.oneOf(stages);
  const random = Buffer.from(Array.from({ length: 16 }, () => chance.between(0, 255)));
  const newJobId = uuidV7(new Date(time.now), random);
  const ask = (attempt: number) => {
    const person = aPerson(`replay-${jobId.slice(-4)}-${attempt}`, scene);
    world.faults.note(`replay from ${from ?? 'where it stopped'}`);
    world.trace.add(person.name, `replays it from ${from ?? 'where it stopped'}`, `${jobId} ${newJobId}`);
    const deps = {
      ...person.deps,
      locks: person.locks,
      retentionDays,
      shelves: shelves((bucket) => objectStore(person.s3, bucket), bucketNames.output),
    };
    replay(jobId, { newJobId, by: 'somebody', ...(from && { from }) }, deps).then(
      ({ outcome }) => world.trace.add(person.name, `replay: ${outcome}`, `${jobId} ${newJobId}`),
      (error: unknown) => world.trace.add(person.name, `could not replay: ${String(error)}`, jobId),
    );
  };
  ask(1);
  if (chance.happens(0.3)) ask(2);
};
