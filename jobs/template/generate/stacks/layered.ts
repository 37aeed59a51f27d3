import type { Unit } from './units.ts';

/** A unit with the layer that it is deployed in, which may be later than its own. */
export type Layered = Unit & { readonly deployed: number };

type Links = { readonly below: ReadonlyMap<Unit, ReadonlySet<Unit>>; readonly above: ReadonlyMap<Unit, Unit[]> };

const linksOf = (units: readonly Unit[]): Links => {
  const unitOf = new Map(
    units.flatMap((unit) => unit.members.map(({ placed }): [string, Unit] => [placed.logicalId, unit])),
  );
  const below = new Map<Unit, Set<Unit>>();
  const above = new Map<Unit, Unit[]>();
  for (const unit of units) {
    const to = new Set<Unit>();
    for (const { references, after } of unit.members) {
      for (const id of [...references.map((each) => each.id), ...after]) {
        const other = unitOf.get(id);
        if (other && other !== unit) to.add(other);
      }
    }
    below.set(unit, to);
    for (const other of to) {
      const users = above.get(other);
      if (users) users.push(unit);
      else above.set(other, [unit]);
    }
  }
  return { below, above };
};

/** Log groups and the like are read last, but what refers to them must not come after them: they join the earliest that does. */
const ownRank = (unit: Unit, { above }: Links): number =>
  Math.min(unit.rank, ...(unit.layer === 'Observability' ? (above.get(unit) ?? []).map(({ rank }) => rank) : []));

/** Units that may come next, by the layer they are deployed in and by service, first in first out. */
class Ready {
  readonly #queues = new Map<number, Map<string, Layered[]>>();
  #service = '';

  add(unit: Layered): void {
    const services = this.#queues.get(unit.deployed) ?? new Map<string, Layered[]>();
    this.#queues.set(unit.deployed, services);
    const queue = services.get(unit.service);
    if (queue) queue.push(unit);
    else services.set(unit.service, [unit]);
  }

  /** Of the first layer, and of the same service as the one before as long as there are any. */
  next(): Layered | undefined {
    const rank = Math.min(...this.#queues.keys());
    const services = this.#queues.get(rank);
    if (!services) return undefined;
    const service = services.has(this.#service) ? this.#service : ([...services.keys()].sort()[0] ?? '');
    const queue = services.get(service) ?? [];
    const [unit] = queue.splice(0, 1);
    if (queue.length === 0) services.delete(service);
    if (services.size === 0) this.#queues.delete(rank);
    this.#service = service;
    return unit;
  }
}

/**
 * The units in an order in which each comes after all that it refers to, layer by layer and within one by service: wherever the order is
 * cut, no piece refers to a later one. A unit that refers to one of a later layer is deployed in that.
 */
export const layered = (units: readonly Unit[]): readonly Layered[] => {
  const links = linksOf(units);
  const waiting = new Map(units.map((unit) => [unit, links.below.get(unit)?.size ?? 0]));
  const least = new Map(units.map((unit) => [unit, ownRank(unit, links)]));
  const ready = new Ready();
  const enter = (unit: Unit) => ready.add({ ...unit, deployed: least.get(unit) ?? unit.rank });
  const byMembers = new Map(units.map((unit) => [unit.members, unit]));
  for (const [unit, count] of waiting) if (count === 0) enter(unit);
  const ordered: Layered[] = [];
  for (let next = ready.next(); next; next = ready.next()) {
    ordered.push(next);
    const unit = byMembers.get(next.members);
    for (const user of (unit && links.above.get(unit)) ?? []) {
      least.set(user, Math.max(least.get(user) ?? 0, next.deployed));
      const left = (waiting.get(user) ?? 1) - 1;
      waiting.set(user, left);
      if (left === 0) enter(user);
    }
  }
  return ordered;
};
