import * as z from 'zod';
import { stageNames } from './names.ts';

export const faults = ['throttle', 'crash', 'timeout', 'permanent'] as const;

/** A failure that somebody wants to see happen: it is made in the stage named, and never in production. */
export const rehearsal = z.strictObject({
  stage: z.enum(stageNames).exclude(['intake']),
  fault: z
    .enum(faults)
    .describe('throttle: AWS refuses. crash: the worker dies. timeout: it hangs. permanent: it can never succeed'),
  times: z.int().min(1).max(10).default(1).describe('How many attempts fail'),
});

export type Rehearsal = z.infer<typeof rehearsal>;
