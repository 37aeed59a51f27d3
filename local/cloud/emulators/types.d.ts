declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Milliseconds that tables stay in CREATING, DELETING and UPDATING; without `path` everything is in memory. */
  type Options = { createTableMs?: number; deleteTableMs?: number; updateTableMs?: number; path?: string };
  export default function dynalite(options?: Options): Server;
}
