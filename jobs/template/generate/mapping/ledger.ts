import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { ExportedResource, Source } from '#shared/exports/resource.ts';
import type { Trace } from '../mapped.ts';
import type { Carry, Left } from './fit.ts';
import type { Leaf, Origin } from './found.ts';
import { type Verdict, verdictOn } from './leftover.ts';

const sourceOf = ({ file, pointer }: Origin): Source => ({ file, pointer });

/** The account of one resource's leaves: each is carried, dropped or lost, once. */
export class Ledger {
  readonly #leaves: readonly Leaf[];
  readonly #settled = new Set<Origin>();

  constructor(leaves: readonly Leaf[]) {
    this.#leaves = leaves;
  }

  #settle(origin: Origin | undefined): origin is Origin {
    if (!origin || this.#settled.has(origin)) return false;
    this.#settled.add(origin);
    // A leaf that was JSON in a string is told by what was in it.
    for (let outer = origin.within; outer; outer = outer.within) this.#settled.add(outer);
    return true;
  }

  /** A leaf that goes to several places is carried to the first. */
  carry(carried: readonly Carry[]): Trace[] {
    return carried.flatMap(({ leaf: { origin }, to }): Trace[] =>
      this.#settle(origin) ? [{ outcome: 'carried', source: sourceOf(origin), to }] : [],
    );
  }

  asFound({ source, under }: ExportedResource): Trace[] {
    return this.carry(
      this.#leaves.flatMap((leaf) =>
        leaf.origin ? [{ leaf, to: under + leaf.origin.pointer.slice(source.pointer.length) }] : [],
      ),
    );
  }

  /** Traces all leaves that are not accounted for yet: those that were left, and those that nobody spoke of. */
  close(left: readonly Left[], type: ResourceType, resource: ExportedResource): Trace[] {
    const spoken = left.flatMap((rest) => leavesWithin(rest));
    const unsettled = this.#leaves.filter(({ origin }) => origin && !this.#settled.has(origin));
    const unspoken = unsettled.map((node): Left => ({ trail: trailOf(node, resource), node }));
    return [...spoken, ...unspoken].flatMap((rest): Trace[] => {
      const { node } = rest;
      const origin = node.kind === 'leaf' ? node.origin : undefined;
      if (!this.#settle(origin)) return [];
      return [traceOf(verdictOn(rest, type, resource), sourceOf(origin))];
    });
  }
}

const traceOf = (verdict: Verdict, source: Source): Trace =>
  verdict.outcome === 'lost'
    ? { outcome: 'lost', source, reason: verdict.reason }
    : {
        outcome: 'dropped',
        source,
        reason: verdict.reason,
        ...(verdict.note === undefined ? {} : { note: verdict.note }),
      };

const leavesWithin = ({ trail, node, drop }: Left): Left[] => {
  if (node.kind === 'leaf') return [{ trail, node, ...(drop ? { drop } : {}) }];
  const children: (readonly [string, Left['node']])[] =
    node.kind === 'list' ? node.items.map((item, index) => [String(index), item]) : [...node.fields];
  return children.flatMap(([key, child]) =>
    leavesWithin({ trail: [...trail, key], node: child, ...(drop ? { drop } : {}) }),
  );
};

const trailOf = ({ origin }: Leaf, { source }: ExportedResource): string[] =>
  (origin?.pointer ?? '').slice(source.pointer.length).split('/').filter(Boolean);
