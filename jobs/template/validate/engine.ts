import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { RuleInfo } from '@aws/cloudformation-validate';
import type { EngineAnswer, EngineReport, EngineRequest } from './engine/protocol.ts';
import { limits } from './limits.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** The validation engine: `@aws/cloudformation-validate` with every resource schema and rule it bundles, offline. */
export type Engine = {
  readonly name: string;
  /**
   * Judges a template. What the engine cannot stand (a trap, too long a run) is a report with status `ERROR`, and the
   * next call has a new engine. Throws only if the engine cannot be started at all.
   */
  validate(text: string, fileName: string): Promise<EngineReport>;
  /** The engine's version; starts it if need be. */
  version(): Promise<string>;
  /** Every rule it knows; starts it if need be. */
  rules(): Promise<readonly RuleInfo[]>;
  /** Ends the engine's thread and gives its memory back; the next call starts another. */
  close(): Promise<void>;
};

type Running = { readonly worker: Worker; readonly version: string; readonly rules: readonly RuleInfo[] };

/** The worker's next message. Rejects if the thread dies; resolves `undefined` after `ms`. */
const nextMessage = (worker: Worker, ms: number): Promise<EngineAnswer | undefined> =>
  new Promise((resolve, reject) => {
    // While it is awaited the thread keeps the process alive; an idle one does not.
    worker.ref();
    const settle = (outcome: () => void) => () => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      worker.unref();
      outcome();
    };
    const onMessage = (message: EngineAnswer) => settle(() => resolve(message))();
    const onError = (error: unknown) => settle(() => reject(error))();
    const onExit = (code: number) => settle(() => reject(new Error(`The engine's thread ended with code ${code}`)))();
    const timer = setTimeout(
      settle(() => resolve(undefined)),
      ms,
    );
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });

const start = async (timeoutMs: number): Promise<Running> => {
  const worker = new Worker(join(here, 'engine/worker.ts'), { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const first = await nextMessage(worker, timeoutMs);
  if (first && 'ready' in first) return { worker, version: first.version, rules: first.rules };
  await worker.terminate();
  throw new Error('The validation engine did not start');
};

const failed = (reason: string): EngineReport => ({ status: 'ERROR', diagnostics: [], reasons: [reason] });

/**
 * An engine in a thread of its own, started by the first call and kept warm. The thread is what bounds it: WebAssembly
 * that is stuck cannot be interrupted otherwise, and a module that trapped is of no more use (docs/decisions/validation-engine.md).
 */
export const startEngine = ({ timeoutMs = limits.engineMs }: { readonly timeoutMs?: number } = {}): Engine => {
  let running: Promise<Running> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const current = () => {
    running ??= start(limits.engineMs).catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
  const close = async () => {
    const ending = running;
    running = undefined;
    await (await ending?.catch(() => undefined))?.worker.terminate();
  };
  const ask = async (request: EngineRequest): Promise<EngineReport> => {
    const { worker } = await current();
    worker.postMessage(request);
    const answer = await nextMessage(worker, timeoutMs).catch((error: unknown) => ({ broken: String(error) }));
    if (answer && 'report' in answer) return answer.report;
    await close();
    if (!answer) return failed(`The engine did not finish within ${timeoutMs / 1000} s`);
    return failed(`The engine broke: ${'broken' in answer ? answer.broken : 'unexpected answer'}`);
  };
  return {
    name: '@aws/cloudformation-validate',
    validate(text, fileName) {
      const turn = queue.then(() => ask({ text, fileName }));
      queue = turn.catch(() => undefined);
      return turn;
    },
    version: async () => (await current()).version,
    rules: async () => (await current()).rules,
    close,
  };
};

/** So many templates wait for an engine before another is started, which costs a second and half a gigabyte. */
const worthAnother = 6;

/**
 * Several engines as one: whoever asks for one thing at a time has one, whoever asks for many at once has as many as
 * `count`. A template goes to the one that has the least to do.
 */
export const startEngines = (count: number, start: () => Engine = startEngine): Engine => {
  const engines = Array.from({ length: Math.max(count, 1) }, () => ({ engine: start(), waiting: 0 }));
  let started = 1;
  const idlest = () => {
    const [best = engines[0]] = engines.slice(0, started).toSorted((a, b) => a.waiting - b.waiting);
    if (best && best.waiting >= worthAnother && started < engines.length) return engines[started++] ?? best;
    return best;
  };
  const [first] = engines;
  if (!first) throw new RangeError('There is no engine');
  return {
    name: first.engine.name,
    version: () => first.engine.version(),
    rules: () => first.engine.rules(),
    async validate(text, fileName) {
      const one = idlest() ?? first;
      one.waiting += 1;
      return one.engine.validate(text, fileName).finally(() => {
        one.waiting -= 1;
      });
    },
    close: async () => {
      await Promise.all(engines.map(({ engine }) => engine.close()));
    },
  };
};

let warm: Engine | undefined;

/** With two cores one is busy with reading what the engine is given and says: a second engine would only cost memory. */
const engines = availableParallelism() >= 4 ? 2 : 1;

/** The process's engine, or two for one that has many templates to judge at once: a warm Lambda, or a command over many files, starts it once. */
export const sharedEngine = (): Engine => {
  warm ??= startEngines(engines);
  return warm;
};

/** Starts the process's engine ahead of its first template: it takes a second or two that would otherwise be waited for. */
export const warmEngine = (): void => {
  // Whoever validates is told if it cannot be started.
  sharedEngine()
    .version()
    .catch(() => undefined);
};
