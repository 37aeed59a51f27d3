import type { Scene } from './scene.ts';

/** An operator replays what the bus's archive holds, or a part of it: every event comes once more, long after it was dealt with. */
export const replayBus = ({ world, bus }: Scene): void => {
  const share = world.chance.oneOf([0.2, 1]);
  for (const event of [...bus.archive]) {
    if (!world.chance.happens(share)) continue;
    world.faults.note('event replayed from the archive');
    world.trace.add('operator', `replays ${event['detail-type']}`, JSON.stringify(event.detail));
    world.time.after(world.chance.between(0, 30_000), () => bus.replay(event));
  }
};
