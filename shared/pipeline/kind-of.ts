import { type KindAsked, kindAsked } from '#schemas/drop-options.ts';
import type { JobKind } from '#schemas/job.ts';
import { optionsFile } from '#schemas/template-options.ts';
import type { ObjectStore } from '../aws/object-store.ts';
import type { Drop } from './drop.ts';

/** What a drop asks for: the kind of job, and the lock that such jobs hold one at a time, if they do. */
export type DropRequest = { readonly kind: JobKind; readonly lock?: string };

/** One live scan at a time: two would ask the same accounts the same questions, and be throttled for it. */
export const liveLock = 'inventory-live';

/** How each kind is asked for. A new kind is a row. */
const kinds: Readonly<Record<JobKind, (asked: KindAsked) => Omit<DropRequest, 'kind'>>> = {
  template: () => ({}),
  inventory: ({ live }) => (live ? { lock: liveLock } : {}),
  spec: () => ({}),
};

/** Options are a few hundred bytes; a file that is longer is no options, and its collector says so. */
const maxBytes = 1024 * 1024;

const readText = async (inputs: ObjectStore, key: string): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of await inputs.open(key)) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > maxBytes) return '';
    chunks.push(part);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Tells by a drop's dropforge.json which job it asks for. Without one, or with one that cannot be understood, it is a
 * template's: its collector reads the file again and says what is wrong with it.
 */
export const kindOf =
  (inputs: ObjectStore) =>
  async ({ prefix }: Drop): Promise<DropRequest> => {
    const key = `${prefix}${optionsFile}`;
    if (!prefix.endsWith('/')) return { kind: 'template' };
    for await (const { bytes } of inputs.list(key)) {
      const asked = kindAsked.safeParse(bytes > maxBytes ? undefined : parsed(await readText(inputs, key)));
      if (asked.success) return { kind: asked.data.kind, ...kinds[asked.data.kind](asked.data) };
    }
    return { kind: 'template' };
  };
