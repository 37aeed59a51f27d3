import { join } from 'node:path';
import * as z from 'zod';

/** What a running `serve` tells the other commands about itself. */
export const serveRecord = z.object({
  pid: z.number().int(),
  url: z.string(),
  env: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.string()),
});

export type ServeRecord = z.infer<typeof serveRecord>;

/** Where it tells it. */
export const serveFile = (cwd: string): string => join(cwd, '.dropforge', 'serve.json');
