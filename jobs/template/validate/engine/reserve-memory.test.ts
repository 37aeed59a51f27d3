import './reserve-memory.ts';
import { createRequire } from 'node:module';

type Started = { readonly exports: { readonly memory?: { readonly buffer: ArrayBuffer } } };
declare const WebAssembly: { Instance: new (...given: unknown[]) => Started };

/** The memories of the modules that are started from now on. */
const watchMemories = () => {
  const started: Started[] = [];
  const Watched = WebAssembly.Instance;
  WebAssembly.Instance = class extends Watched {
    constructor(...given: unknown[]) {
      super(...given);
      started.push(this);
    }
  };
  return () => started.map(({ exports }) => (exports.memory?.buffer.byteLength ?? 0) / 2 ** 20);
};

describe('the engine has all the memory that it needs before it starts', () => {
  it('grows not by one page as it reads its schemas and rules and judges a template', () => {
    const memories = watchMemories();
    const { CelEngine, TemplateFile }: typeof import('@aws/cloudformation-validate') = createRequire(import.meta.url)(
      '@aws/cloudformation-validate',
    );
    const reserved = memories();
    expect(reserved).toEqual([expect.any(Number)]);
    expect(reserved[0]).toBeGreaterThan(256);
    class Queue extends TemplateFile {
      override readBytes() {
        return Buffer.from('Resources: { Orders: { Type: AWS::SQS::Queue } }');
      }
    }
    expect(new CelEngine().validateDetailed(new Queue('queue.yaml'), {}).status).toBe('OK');
    expect(memories()).toEqual(reserved);
  }, 60_000);
});
