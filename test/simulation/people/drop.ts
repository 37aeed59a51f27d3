import type { JobKind } from '#schemas/names.ts';
import { readyMarker } from '#schemas/template-options.ts';
import type { Chance } from '../world/chance.ts';
import { filesOf } from './contents.ts';
import type { Scene } from './scene.ts';

/** An object that somebody uploads, and when: so many milliseconds after the first. */
export type Upload = { readonly afterMs: number; readonly key: string; readonly body: string };

/** Quicker than a drop settles: whatever comes of the notifications, all of it is there when its job begins. */
const uploadMs = 6_000;

/** What a specification's descriptor may come late by. */
const lateMs = 240_000;

/** A folder with what asks for a job of this kind, in any order; a marker comes last. */
export const folder = (name: string, kind: JobKind, about: string, chance: Chance): Upload[] => {
  const isLate = kind === 'spec' && chance.happens(0.3);
  const files = chance.shuffled(filesOf(kind, about, chance)).map((file) => ({
    afterMs: isLate && file.name === 'source.zip' ? lateMs : chance.between(0, uploadMs),
    key: `drops/${name}/${file.name}`,
    body: file.body,
  }));
  const marker = { afterMs: uploadMs + (isLate ? lateMs : 0), key: `drops/${name}/${readyMarker}`, body: about };
  return chance.happens(0.3) ? [...files, marker] : files;
};

/** An object on its own. */
export const single = (name: string): Upload[] => [{ afterMs: 0, key: `drops/${name}.json`, body: name }];

export const upload = (uploads: readonly Upload[], { world, buckets }: Scene): void => {
  for (const { afterMs, key, body } of uploads)
    world.time.after(afterMs, () => {
      world.trace.add('somebody', `uploaded ${key}`);
      buckets.put('input', key, body, 'somebody');
    });
};
