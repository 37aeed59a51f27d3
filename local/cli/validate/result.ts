import type { Finding, FindingsReport } from '#schemas/findings.ts';
import type { Ignore } from './ignore.ts';

/** A finding that somebody wants to be ignored. */
export type Ignored = Finding & { readonly ignored: Pick<Ignore, 'reason' | 'kind'> };

/** What was found in one template. `findings` and all that follows from them leave out what is ignored. */
export type Result = FindingsReport & { readonly file: string; readonly ignored: readonly Ignored[] };

/** What is known when all templates have been looked at. */
export type Totals = {
  readonly templates: number;
  readonly valid: number;
  /** Files in folders that are no templates. */
  readonly passedOver: number;
};
