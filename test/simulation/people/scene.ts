import type { Caller } from '../services/call.ts';
import type { Table } from '../services/dynamo.ts';
import type { EventBridge } from '../services/event-bridge.ts';
import type { Buckets } from '../services/s3.ts';
import type { Topic } from '../services/sns.ts';
import type { Queues } from '../services/sqs.ts';
import type { World } from '../services/world.ts';
import { groundOf, type Services } from '../stages/deps.ts';

/** What people, schedules and operators find. */
export type Scene = {
  readonly world: World;
  readonly services: Services;
  readonly buckets: Buckets;
  readonly queues: Queues;
  readonly bus: EventBridge;
  readonly table: Table;
  readonly topic: Topic;
};

const isJobId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The ids of all jobs, in the order of their creation. */
export const jobIdsIn = ({ items }: Table): string[] => [...items.keys()].filter((key) => isJobId.test(key));

export type Person = Caller & ReturnType<typeof groundOf>;

/** Somebody at a front door: a request of the API, whose function may die like any. */
export const aPerson = (name: string, { services, world }: Scene): Person => {
  const caller: Caller = {
    name,
    isAlive: true,
    die() {
      world.trace.add(name, 'died');
      caller.isAlive = false;
    },
  };
  return Object.assign(caller, groundOf(services, caller, world));
};
