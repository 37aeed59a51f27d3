import type { Considered, SpecDocument } from '#schemas/spec/document.ts';
import type { Quality } from '#schemas/spec/quality.ts';
import type { Source } from '#schemas/spec/source.ts';

/** `specification.md`: pure, the same bytes for the same document. */
export type RenderMarkdown = (document: SpecDocument) => string;

/** `specification.pdf`, PDF/UA-1: the same bytes for the same document. */
export type RenderPdf = (document: SpecDocument) => Promise<Uint8Array>;

/** What `report.html` tells: the verdict, what was mended, what was considered, what became of the files. */
export type Told = {
  readonly document: SpecDocument;
  readonly source: Source;
  readonly quality: Quality;
  readonly considered: readonly Considered[];
};

/** `report.html`: one file with all it needs, the same bytes for the same input. */
export type RenderReport = (told: Told) => string;
