import * as z from 'zod';
import { ApiProblem } from '../api-problem.ts';

const lists = ['findings', 'changes', 'resources'] as const;

/** Where a page ended: of which scan, in which list, before which row. Who carries it about may see that scan or may not. */
const position = z.strictObject({ scan: z.uuid(), list: z.enum(lists), from: z.int().nonnegative() });

export type Position = z.infer<typeof position>;
export type ListName = Position['list'];

export const cursorOf = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url');

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** Throws INCONSISTENT_REQUEST for what is not the `next` of a page of this list, and of this scan where one is named. */
export const positionOf = (cursor: string, list: ListName, scan?: string): Position => {
  const { data } = position.safeParse(parsed(cursor));
  if (data && data.list === list && (scan === undefined || data.scan === scan)) return data;
  const message = 'is not the `next` of a page of this list';
  throw new ApiProblem('INCONSISTENT_REQUEST', `The cursor ${message}. Leave it out to begin anew.`, {
    errors: [{ in: 'query', pointer: '/cursor', message }],
  });
};
