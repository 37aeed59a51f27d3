import { type KindAsked, kindAsked } from '#schemas/drop-options.ts';
import type { JobKind } from '#schemas/job.ts';
import { isObject } from '#schemas/json.ts';
import { descriptorFile } from '#schemas/spec/descriptor.ts';
import { optionsFile, readyMarker } from '#schemas/template-options.ts';
import type { ObjectStore } from '../aws/object-store.ts';
import type { Drop } from './drop.ts';

/** What a drop asks for: the kind of job, and the lock that such jobs hold one at a time, if they do. */
export type DropRequest = {
  readonly kind: JobKind;
  readonly lock?: string;
  /** Something without which no such job can be done has not come yet. */
  readonly isIncomplete?: boolean;
};

/** One live scan at a time: two would ask the same accounts the same questions, and be throttled for it. */
export const liveLock = 'inventory-live';

/** How each kind is asked for. A new kind is a row. */
const kinds: Readonly<Record<JobKind, (asked: KindAsked) => Pick<DropRequest, 'lock'>>> = {
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
    return null;
  }
};

/** What a file of the drop says: undefined if it is not there, null if it is no JSON. */
const contentOf = async (inputs: ObjectStore, key: string): Promise<unknown> => {
  for await (const { bytes } of inputs.list(key)) {
    return bytes > maxBytes ? null : parsed(await readText(inputs, key));
  }
  return undefined;
};

const isArchive = (key: string): boolean => key.toLowerCase().endsWith('.zip');

const aside = new Set<string>(['', optionsFile, readyMarker, descriptorFile]);

/** What lies in a drop beside what tells of it: nothing, nothing but ZIPs (which no other kind can read), or something else. */
const contentsOf = async (inputs: ObjectStore, prefix: string): Promise<'nothing' | 'archives' | 'files'> => {
  let contents: 'nothing' | 'archives' = 'nothing';
  for await (const { key } of inputs.list(prefix)) {
    if (aside.has(key.slice(prefix.length))) continue;
    if (!isArchive(key)) return 'files';
    contents = 'archives';
  }
  return contents;
};

/** A person's descriptor: what is wrong with it the collector tells. An exporter's own file of that name has neither. */
const looksLikeDescriptor = (content: unknown): boolean =>
  isObject(content) && ['moduleName', 'features'].some((name) => Object.hasOwn(content, name));

/**
 * Whether a drop is a specification's, and whether it is all there: source and descriptor may come minutes apart. A drop with no
 * `kind` in its options is one if its descriptor.json looks like one, or if it holds nothing but ZIPs. A template's drop that happens
 * to have some file of that name stays a template's.
 */
const specificationIn = async (
  inputs: ObjectStore,
  prefix: string,
): Promise<{ isOne: boolean; isIncomplete: boolean }> => {
  const descriptor = await contentOf(inputs, `${prefix}${descriptorFile}`);
  const contents = await contentsOf(inputs, prefix);
  return {
    isOne: looksLikeDescriptor(descriptor) || contents === 'archives',
    isIncomplete: descriptor === undefined || contents === 'nothing',
  };
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
    if (asked.kind !== undefined && asked.kind !== 'spec') return { kind: asked.kind, ...kinds[asked.kind](asked) };
    const { isOne, isIncomplete } = await specificationIn(inputs, prefix);
    const kind = asked.kind ?? (isOne ? 'spec' : 'template');
    return { kind, ...kinds[kind](asked), ...(kind === 'spec' && isIncomplete && { isIncomplete }) };
  };
