import type { File } from '../drop.ts';
import type { Live } from '../live.ts';

/** How one dialect shows resources. What of a resource it puts into a file it notes as shown. */
export type Renderer = (live: readonly Live[]) => readonly File[];
