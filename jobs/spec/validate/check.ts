import type { SpecDocument } from '#schemas/spec/document.ts';
import type { CheckResult } from '#schemas/spec/quality.ts';
import type { Source } from '#schemas/spec/source.ts';

/** What a check may look at. `texts` are the redacted texts by path, in lines. */
export type Judged = {
  readonly document: SpecDocument;
  readonly source: Source;
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly markdown: string;
  readonly pdf: Uint8Array;
};

/** A finding of a check. `statement`: what to rewrite or cut, where one part is at fault: a requirement's id or an address of parts.ts. */
export type Finding = { readonly where: string; readonly message: string; readonly statement?: string };

/** One file, one check. `judge` returns 0 to 1 and what it found; it throws nothing. */
export type Check = {
  readonly id: CheckResult['id'];
  readonly title: string;
  readonly weight: number;
  judge(
    judged: Judged,
  ):
    | Promise<{ readonly score: number; readonly findings: readonly Finding[] }>
    | { readonly score: number; readonly findings: readonly Finding[] };
};
