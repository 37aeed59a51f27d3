import { cancel } from '#shared/pipeline/cancel.ts';
import { aPerson, jobIdsIn, type Scene } from './scene.ts';

/** Somebody calls a job off, whatever it is at. */
export const cancelOne = (scene: Scene): void => {
  const { world, table } = scene;
  const jobIds = jobIdsIn(table);
  const jobId = jobIds[world.chance.between(0, jobIds.length - 1)];
  if (jobId === undefined) return;
  const person = aPerson(`cancel-${jobId.slice(-4)}`, scene);
  world.faults.note('cancel');
  world.trace.add(person.name, 'cancels', jobId);
  cancel(jobId, 'somebody', person.deps).catch((error: unknown) =>
    world.trace.add(person.name, `could not cancel: ${String(error)}`, jobId),
  );
};
