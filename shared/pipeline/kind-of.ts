import { type KindAsked, kindAsked } from '#schemas/drop-options.ts';
import type { JobKind } from '#schemas/job.ts';
import { isObject } from '#schemas/json.ts';
import { descriptorFile } from '#schemas/spec/descriptor.ts';
import { optionsFile, readyMarker } from '#schemas/template-options.ts';
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

/** What a file of the drop says, if it is there and JSON; `undefined` otherwise. */
const contentOf = async (inputs: ObjectStore, key: string): Promise<unknown> => {
  for await (const { bytes } of inputs.list(key)) {
    return bytes > maxBytes ? undefined : parsed(await readText(inputs, key));
  }
  return undefined;
};

const isArchive = (key: string): boolean => key.toLowerCase().endsWith('.zip');

/** Whether nothing but ZIPs lies in a drop, beside what tells of the drop itself and a descriptor; stops at the first other object. */
const holdsArchivesAlone = async (inputs: ObjectStore, prefix: string): Promise<boolean> => {
  let archives = 0;
  for await (const { key } of inputs.list(prefix)) {
    if (isArchive(key)) archives++;
    else if (!aside.has(key.slice(prefix.length))) return false;
  }
  return archives > 0;
};

const aside = new Set<string>(['', optionsFile, readyMarker, descriptorFile]);

/**
 * A drop with no `kind` in its options is a specification's if its descriptor.json looks like one (an object with `moduleName` or
 * `features`: what is wrong with it its collector tells), or if it holds nothing but ZIPs, which no other kind can read. A
 * template's drop that happens to have some file of that name stays a template's.
 */
const isSpecification = async (inputs: ObjectStore, prefix: string): Promise<boolean> => {
  const descriptor = await contentOf(inputs, `${prefix}${descriptorFile}`);
  if (isObject(descriptor) && ['moduleName', 'features'].some((name) => Object.hasOwn(descriptor, name))) return true;
  return holdsArchivesAlone(inputs, prefix);
};

/**
 * Tells which job a drop asks for: by the `kind` of its dropforge.json, or else by what lies in it. What is neither, or cannot
 * be understood, is a template's: its collector reads the file again and says what is wrong with it.
 */
export const kindOf =
  (inputs: ObjectStore) =>
  async ({ prefix }: Drop): Promise<DropRequest> => {
    if (!prefix.endsWith('/')) return { kind: 'template' };
    const said = kindAsked.safeParse((await contentOf(inputs, `${prefix}${optionsFile}`)) ?? {});
    const asked = said.success ? said.data : kindAsked.parse({});
    const kind = asked.kind ?? ((await isSpecification(inputs, prefix)) ? 'spec' : 'template');
    return { kind, ...kinds[kind](asked) };
  };
