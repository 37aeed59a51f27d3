import type { Format } from './format.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** What `--format` takes; each call makes a format for one run. */
export const formats: Readonly<Record<string, () => Format>> = { text, json, sarif, junit };
