import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { dropped, type File } from './drop.ts';
import { folded } from './fold.ts';
import type { Live } from './live.ts';
import type { Renderer } from './render/dialect.ts';
import { type Judgement, score } from './score.ts';
import { leavesOf, object, unshown } from './tree.ts';

/** What one drop of one dialect came to. */
export type Measured = {
  readonly type: string;
  readonly logicalId: string;
  /** Leaves of the resource that the dialect's rendering had no place for. */
  readonly notShown: number;
  readonly found: boolean;
  readonly judgements: readonly Judgement[];
};

export type Drop = {
  readonly files: readonly File[];
  readonly measured: readonly Measured[];
  readonly told: readonly string[];
  readonly error?: string;
};

const fresh = (live: readonly Live[]): readonly Live[] =>
  live.map((each) => {
    const copy = unshown(each.properties);
    return { ...each, properties: copy.kind === 'object' ? copy : object([]) };
  });

/** Renders resources in a dialect, drops them, and judges what came out. */
export const measure = async (resources: readonly Live[], render: Renderer, registry: Registry): Promise<Drop> => {
  const live = fresh(resources);
  const files = render(live);
  const outcome = await dropped(files, live, registry);
  const expected = folded(
    live.map((one) => ({ type: one.type.type, ref: one.ref, properties: one.properties, live: one })),
  );
  const actual = folded(
    outcome.returned.map((one) => ({
      type: one.placed.mapped.type,
      ref: one.live?.ref ?? one.placed.mapped.ref ?? '',
      properties: one.properties,
      live: one.live,
      leftOut: one.leftOut,
    })),
  );
  const byLive = new Map(actual.map((one) => [one.live, one]));
  const measured = expected.map(({ live: one, properties }) => {
    const found = byLive.get(one);
    return {
      type: one.type.type,
      logicalId: one.logicalId,
      notShown: leavesOf(properties).filter((each) => !each.shown).length,
      found: found !== undefined,
      judgements: score(properties, found?.properties, one.type, found?.leftOut),
    };
  });
  const told = (outcome.fidelity?.files ?? []).flatMap(({ file, reason, outcome: read }) =>
    reason === undefined ? [] : [`${file} ${read}: ${reason}`],
  );
  const lost = (outcome.fidelity?.entries ?? []).flatMap((each) =>
    each.outcome === 'lost' ? [`${each.source.file} ${each.source.pointer} lost: ${each.reason}`] : [],
  );
  return {
    files,
    measured,
    told: [...told, ...lost],
    ...(outcome.error === undefined ? {} : { error: outcome.error }),
  };
};
