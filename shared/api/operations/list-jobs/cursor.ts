import * as z from 'zod';
import { ApiProblem } from '../../api-problem.ts';

/** Where a page ended. Of an owner's jobs: at a job. Of everybody's: at a time, and the jobs of that very millisecond that were shown. */
const position = z.union([
  z.strictObject({ after: z.uuid() }),
  z.strictObject({ until: z.iso.datetime({ precision: 3 }), seen: z.array(z.uuid()).max(100) }),
]);

export type Position = z.infer<typeof position>;

/** A position as callers carry it about: it says of nobody whose jobs they are. */
export const cursorOf = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url');

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** Throws INCONSISTENT_REQUEST for what is not the `next` of any page. */
export const positionOf = (cursor: string): Position => {
  const read = position.safeParse(parsed(cursor));
  if (read.success) return read.data;
  throw new ApiProblem('INCONSISTENT_REQUEST', 'The cursor is not the `next` of a page. Leave it out to begin anew.', {
    errors: [{ in: 'query', pointer: '/cursor', message: 'is not the `next` of a page' }],
  });
};
