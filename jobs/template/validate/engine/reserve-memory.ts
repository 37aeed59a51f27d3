/** MiB: what the engine holds once it has read its schemas and rules. A template of ordinary size adds next to nothing. */
const reserveMiB = 256;
const bytes = reserveMiB * 2 ** 20;
const alignment = 8;

type Instance = new (module: object, imports?: object) => { readonly exports: object };
declare const WebAssembly: { Instance: Instance };

/** What a module that wasm-bindgen made offers of Rust's allocator. */
type Allocator = {
  __wbindgen_malloc(bytes: number, alignment: number): number;
  __wbindgen_free(pointer: number, bytes: number, alignment: number): void;
};

const isAllocator = (exports: object): exports is Allocator =>
  '__wbindgen_malloc' in exports && '__wbindgen_free' in exports;

const reserve = (exports: object): void => {
  if (!isAllocator(exports)) throw new Error('The engine’s module has no allocator by the names that we know');
  exports.__wbindgen_free(exports.__wbindgen_malloc(bytes, alignment), bytes, alignment);
};

const Plain = WebAssembly.Instance;

/**
 * Gives the engine its memory in one piece. By itself it grows by a few pages at a time, and each time V8 counts the whole
 * memory anew and collects garbage over it: hundreds of collections, two thirds of the engine's start
 * (docs/decisions/validation-engine.md). What is allocated and freed at once stays the allocator's, and pages that nobody
 * has written to take no memory. The package starts its module as it is loaded, so this must be imported before it.
 */
WebAssembly.Instance = class extends Plain {
  constructor(module: object, imports?: object) {
    super(module, imports);
    reserve(this.exports);
  }
};
