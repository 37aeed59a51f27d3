import type { SpecDocument } from '#schemas/spec/document.ts';

/** `specification.md`: pure, the same bytes for the same document. */
export type RenderMarkdown = (document: SpecDocument) => string;

/** `specification.pdf`, PDF/UA-1: the same bytes for the same document. */
export type RenderPdf = (document: SpecDocument) => Promise<Uint8Array>;
