import * as z from 'zod';

const count = z.int().nonnegative();

/**
 * Beside a file of JSON lines: where each row ends, and what it may be found by, so that a page of it is read without the rest. In a
 * column each value stands once; `codes` has its place for every row.
 */
export const rowIndex = z.object({
  bytes: z.array(count).describe('The length of each row with its line break, in bytes of UTF-8'),
  columns: z.record(z.string(), z.object({ values: z.array(z.string()), codes: z.array(count) })),
});

export type RowIndex = z.infer<typeof rowIndex>;
