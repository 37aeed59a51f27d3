import { jobKinds } from '#schemas/names.ts';
import { uuidV7 } from '#shared/pipeline/job-id.ts';
import type { Chance } from '../world/chance.ts';
import { ask } from './ask.ts';
import { cancelOne } from './cancel.ts';
import { filesOf } from './contents.ts';
import { folder, single, type Upload, upload } from './drop.ts';
import { sendPoison } from './poison.ts';
import { redrive } from './redrive.ts';
import { replayOne } from './replay.ts';
import { replayBus } from './replay-bus.ts';
import type { Scene } from './scene.ts';
import { fire } from './schedules.ts';

/** Something that somebody does, so many milliseconds after the beginning. */
export type Deed = { readonly afterMs: number; do(scene: Scene): void };

export type Workload = {
  /** How long people are at it, and things go wrong. */
  readonly lastsMs: number;
  readonly deeds: readonly Deed[];
  /** Folders that were used once: of each, everything belongs to one job. */
  readonly once: readonly (readonly Upload[])[];
};

const minute = 60_000;

/** 2026-01-02, where every simulated world begins. */
export const beginning = Date.parse('2026-01-02T00:00:00.000Z');

const bytes = (chance: Chance): Buffer => Buffer.from(Array.from({ length: 16 }, () => chance.between(0, 255)));

/** Some jobs of all kinds, through all doors, and whatever else people do meanwhile. */
export const workload = (seed: number, chance: Chance): Workload => {
  const lastsMs = chance.between(20, 150) * minute;
  const deeds: Deed[] = [];
  const once: Upload[][] = [];
  const sometime = () => chance.between(0, Math.floor(lastsMs * 0.5));
  const add = (afterMs: number, act: Deed['do']) => void deeds.push({ afterMs, do: act });

  const dropFolder = (name: string) => {
    const uploads = folder(name, chance.oneOf(jobKinds), `${seed} ${name}`, chance);
    const at = sometime();
    add(at, (scene) => upload(uploads, scene));
    if (chance.happens(0.7)) return void once.push(uploads);
    const second = folder(name, chance.oneOf(jobKinds), `${seed} ${name} again`, chance);
    add(at + chance.between(0, 30 * minute), (scene) => upload(second, scene));
  };

  const dropSingle = (name: string) => {
    const uploads = single(`${name}-${seed}`);
    once.push(uploads);
    add(sometime(), (scene) => upload(uploads, scene));
  };

  const request = (name: string) => {
    const afterMs = sometime();
    const kind = chance.oneOf(jobKinds);
    const jobId = uuidV7(new Date(beginning + afterMs), bytes(chance));
    const files = filesOf(kind, `${seed} ${name}`, chance);
    const priority = chance.oneOf(['low', 'normal', 'high'] as const);
    const isLive = kind === 'inventory' && chance.happens(0.5);
    add(afterMs, (scene) => ask({ jobId, kind, files, isLive, notification: { type: 'EMAIL', priority } }, scene));
  };

  const night = () => add(sometime(), (scene) => fire('intake', 'InventoryDue', {}, scene));

  const jobs = chance.between(2, 4);
  for (let job = 0; job < jobs; job++)
    chance.oneOf([dropFolder, dropFolder, dropSingle, request, request, night])(`f${job}`);
  const anytime = (most: number, act: Deed['do']) => {
    for (let times = chance.between(0, most); times > 0; times--) add(chance.between(0, lastsMs), act);
  };
  anytime(1, cancelOne);
  anytime(2, replayOne);
  anytime(1, sendPoison);
  anytime(2, (scene) => redrive(scene, () => scene.world.chance.happens(0.5)));
  if (chance.happens(0.3)) anytime(1, replayBus);
  anytime(1, (scene) => fire('notifier', 'DigestDue', {}, scene));
  return { lastsMs, deeds, once };
};
