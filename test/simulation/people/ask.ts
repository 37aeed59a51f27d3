import type { Job } from '#schemas/job.ts';
import type { JobKind } from '#schemas/names.ts';
import { inputStore } from '#shared/aws/input-store.ts';
import { requestsPrefix } from '#shared/pipeline/inventory-due.ts';
import { liveLock } from '#shared/pipeline/kind-of.ts';
import { submit } from '#shared/pipeline/submit.ts';
import { bucketNames, retentionDays } from '../stages/deps.ts';
import type { File } from './contents.ts';
import { aPerson, type Scene } from './scene.ts';

export type Request = {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly files: readonly File[];
  readonly isLive: boolean;
  readonly notification?: NonNullable<Job['notification']>;
};

const attempts = 4;

/** A request through a front door: its files lie in `requests/<jobId>/`. Who hears no answer asks again, unless they have gone. */
export const ask = (request: Request, scene: Scene, attempt = 1): void => {
  const { jobId, kind, files, isLive, notification } = request;
  const { world } = scene;
  const person = aPerson(`api-${jobId.slice(-4)}-${attempt}`, scene);
  const inputs = inputStore(person.s3, bucketNames.input);
  const prefix = `${requestsPrefix}${jobId}/`;
  const again = () => {
    if (attempt === attempts || world.faults.strikes('caller gone before the answer', jobId)) return;
    world.time.after(world.chance.between(1_000, 60_000), () => ask(request, scene, attempt + 1));
  };
  let isAnswered = false;
  world.trace.add(person.name, `asks for ${kind}`, jobId);
  submit(
    {
      jobId,
      kind,
      owner: 'somebody',
      input: { bucket: bucketNames.input, prefix },
      cause: jobId,
      ...(notification && { notification }),
      ...(isLive && { lock: liveLock }),
      async prepare() {
        for (const { name, body } of files) await inputs.putNew(`${prefix}${name}`, body, 'text/plain');
      },
    },
    { ...person.deps, locks: person.locks, retentionDays },
  ).then(
    () => {
      isAnswered = true;
    },
    () => {
      isAnswered = true;
      again();
    },
  );
  // API Gateway answers for a function that does not: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  world.time.after(29_000, () => {
    if (isAnswered) return;
    person.die();
    again();
  });
};
