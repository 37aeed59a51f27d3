/** Sets of things that turn out to belong together; each begins as a set of its own. */
export class DisjointSets<Item> {
  readonly #parent = new Map<Item, Item>();

  /** The one that stands for all of the item's set. */
  root(item: Item): Item {
    let root = item;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    for (let at = item; at !== root; ) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  /** `other` and its set join `item`'s. */
  join(item: Item, other: Item): void {
    const [to, from] = [this.root(item), this.root(other)];
    if (to !== from) this.#parent.set(from, to);
  }
}
