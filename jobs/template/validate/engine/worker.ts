import './reserve-memory.ts';
import { parentPort } from 'node:worker_threads';
import { CelEngine, TemplateFile, version } from '@aws/cloudformation-validate';
import type { EngineAnswer, EngineReport, EngineRequest } from './protocol.ts';

/** A template held in memory: the engine asks a TemplateFile for its bytes and knows no other form. */
class TemplateText extends TemplateFile {
  readonly #text: string;

  constructor({ text, fileName }: EngineRequest) {
    super(fileName);
    this.#text = text;
  }

  override readBytes(): Uint8Array {
    return Buffer.from(this.#text, 'utf8');
  }
}

const engine = new CelEngine();

/** Rules that only this one of the package's two engines raises, on values it could not resolve (docs/decisions/validation-engine.md). */
const exclude = { ids: ['E3660', 'E3676'] };

const judge = (request: EngineRequest): EngineReport => {
  const { status, diagnostics, metadata } = engine.validateDetailed(new TemplateText(request), { exclude });
  const exhausted = (metadata.budgetExhaustions ?? []).filter(({ analysisIncomplete }) => analysisIncomplete);
  return { status, diagnostics, reasons: exhausted.map(({ description, kind }) => description ?? kind) };
};

const answer = (request: EngineRequest): EngineAnswer => {
  try {
    return { report: judge(request) };
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) };
  }
};

parentPort?.on('message', (request: EngineRequest) => parentPort?.postMessage(answer(request)));
parentPort?.postMessage({ ready: true, version: version(), rules: engine.listRules() } satisfies EngineAnswer);
