import type { Chance } from '../world/chance.ts';
import type { Faults } from '../world/faults.ts';
import type { Timeline } from '../world/timeline.ts';
import type { Trace } from '../world/trace.ts';

/** What everything in a simulated world stands on. */
export type World = {
  readonly time: Timeline;
  /** Of delays and faults. */
  readonly chance: Chance;
  readonly faults: Faults;
  readonly trace: Trace;
};

/** What a service does, by the name of the SDK's command without its end. `who` sent it. */
export type Operations = Readonly<Record<string, (input: never, who: string) => unknown>>;
