import * as z from 'zod';
import { descriptor } from './descriptor.ts';
import { facts, sourceFile } from './facts.ts';

/**
 * The collector's normal form, `source.json`: what was asked for, what became of each file, and the facts. The text of the files
 * that count, redacted, lies beside it in `texts`, an object of JSON lines `{ path, text }`.
 */
export const source = z.object({
  descriptor,
  archive: z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() }),
  files: z.array(sourceFile),
  facts,
  textsKey: z.string().describe('The S3 key of the texts'),
  warnings: z
    .array(z.string())
    .describe('What a reader must know: a language that could not be parsed, files left out'),
});

/** A line of `texts`. */
export const sourceText = z.object({ path: z.string(), text: z.string() });

export type Source = z.infer<typeof source>;
