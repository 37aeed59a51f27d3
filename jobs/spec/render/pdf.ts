import { figuresOf } from './diagram/figures.ts';
import { typeset } from './pdf/compiler.ts';
import { printedOf } from './pdf/printed.ts';
import { template } from './pdf/template.ts';
import type { RenderPdf } from './rendered.ts';

/** `specification.pdf`: tagged, PDF/UA-1, dated by the document; the same bytes for the same document. */
export const renderPdf: RenderPdf = async (document) =>
  typeset(template, printedOf(document, await figuresOf(document.entities)));
