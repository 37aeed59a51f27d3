import type { SpecDocument } from '#schemas/spec/document.ts';
import type { ModelUse, Quality } from '#schemas/spec/quality.ts';
import type { RenderMarkdown, RenderPdf } from '../render/rendered.ts';
import { pdfChecks, textChecks } from './checks/index.ts';
import type { Evidence } from './checks/statement-check.ts';
import { judge } from './judge.ts';
import { mend, type Rewriter } from './mend/mend.ts';
import { qualityOf } from './quality.ts';

export type Verdict = {
  /** What is shipped: without what was cut. */
  readonly document: SpecDocument;
  readonly markdown: string;
  readonly pdf: Uint8Array;
  readonly quality: Quality;
};

/** Judges a document, mends it, sets it, and judges what came of it by all checks. The PDF is set once. */
export const verdictOf = async (
  document: SpecDocument,
  evidence: Evidence,
  how: {
    readonly markdown: RenderMarkdown;
    readonly pdf: RenderPdf;
    readonly threshold: number;
    readonly rewriter?: Rewriter;
    /** What a model was used for before. */
    readonly writing?: ModelUse;
  },
): Promise<Verdict> => {
  const mending = await mend(document, evidence, { ...how, checks: textChecks });
  const markdown = how.markdown(mending.document);
  const pdf = await how.pdf(mending.document);
  const judged = { document: mending.document, ...evidence, markdown, pdf };
  const results = await judge(judged, [...textChecks, ...pdfChecks]);
  const { threshold, writing } = how;
  const quality = qualityOf(results, mending, evidence, { markdown, threshold, ...(writing && { writing }) });
  return { document: mending.document, markdown, pdf, quality };
};
