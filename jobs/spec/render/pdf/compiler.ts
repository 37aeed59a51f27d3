import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermanentError } from '#shared/pipeline/errors.ts';

type Typst = typeof import('@myriaddreamin/typst-ts-node-compiler');

const load = createRequire(import.meta.url);

/** https://github.com/Myriad-Dreamin/typst.ts/releases: PDF/UA-1 came with 0.7, which has no build for some platforms. */
const here = `${process.platform}-${process.arch}`;
const hint = 'PDFs are set on x86_64 Linux (glibc or musl), where the validator runs: docs/decisions/pdf.md.';

/** The compiler is native code, 50 MB of it: loaded when there is something to set. */
const typst = (): Typst => {
  try {
    return load(load.resolve('@myriaddreamin/typst-ts-node-compiler'));
  } catch {
    throw new PermanentError('PDF_NOT_AVAILABLE', `There is no build of the Typst compiler for ${here}.`, hint);
  }
};

const tooOld = () =>
  new PermanentError('PDF_NOT_AVAILABLE', `The build of Typst for ${here} cannot make PDF/UA-1.`, hint);

/** What Typst throws is an Error, or an object of its own whose diagnostics say more. */
const reasonOf = (thrown: unknown): string => {
  if (thrown instanceof Error) return thrown.message;
  const told =
    typeof thrown === 'object' && thrown !== null && 'shortDiagnostics' in thrown ? thrown.shortDiagnostics : thrown;
  return JSON.stringify(told) ?? String(told);
};

/**
 * A PDF/UA-1 of a template and the data it prints, `sys.inputs.printed`. The workspace is an empty folder of its own: there is
 * nothing to read. Throws a PermanentError where this machine cannot, or where the template does not compile.
 */
export const typeset = async (template: string, printed: string): Promise<Uint8Array> => {
  const { NodeCompiler } = typst();
  const workspace = await mkdtemp(join(tmpdir(), 'typeset-'));
  const compiler = NodeCompiler.create({ workspace });
  try {
    const pdf = compiler.pdf({ mainFileContent: template, inputs: { printed } }, { pdfStandard: 'ua-1' });
    return new Uint8Array(pdf);
  } catch (thrown) {
    const reason = reasonOf(thrown);
    if (/unknown pdf standard|invalid pdf standard/i.test(reason)) throw tooOld();
    throw new PermanentError(
      'PDF_FAILED',
      `The PDF could not be set: ${reason.slice(0, 500)}`,
      'Tell who keeps the template.',
    );
  } finally {
    // What was memoized of a document helps no other one, and a function's memory is small.
    compiler.evictCache(0);
    await rm(workspace, { recursive: true, force: true });
  }
};
