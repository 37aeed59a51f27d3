/** Virtual time: what is to happen, in its order. Nothing else moves the clock. */
export type Timeline = {
  /** Unix time in milliseconds. */
  readonly now: number;
  /** What is still to happen, but for what was asked for in the background. */
  readonly pending: number;
  /** Has something happen after so many milliseconds; returns a way to call it off. */
  after(ms: number, happen: () => void): () => void;
  /** Like `after`, for what comes again and again and is no reason to wait: the clock of the schedules. */
  inBackground(ms: number, happen: () => void): void;
  /** Lets what is due happen, one after the other, until this time or until nothing is pending; `step` follows each. */
  run(until: number, step: () => void, isOver?: () => boolean): Promise<void>;
};

type Entry = {
  readonly at: number;
  readonly order: number;
  readonly isBackground: boolean;
  happen: (() => void) | undefined;
};

const isEarlier = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap, the earliest first. */
const heap = () => {
  const entries: Entry[] = [];
  const at = (index: number): Entry => entries[index] as Entry;
  const swap = (a: number, b: number) => {
    const held = at(a);
    entries[a] = at(b);
    entries[b] = held;
  };
  return {
    first: (): Entry | undefined => entries[0],
    push(entry: Entry) {
      entries.push(entry);
      for (let index = entries.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1;
        if (!isEarlier(at(index), at(parent))) return;
        swap(index, parent);
        index = parent;
      }
    },
    pop(): Entry | undefined {
      const first = entries[0];
      const last = entries.pop();
      if (last === undefined || entries.length === 0) return first;
      entries[0] = last;
      for (let index = 0; ; ) {
        const left = 2 * index + 1;
        if (left >= entries.length) return first;
        const child = left + 1 < entries.length && isEarlier(at(left + 1), at(left)) ? left + 1 : left;
        if (!isEarlier(at(child), at(index))) return first;
        swap(index, child);
        index = child;
      }
    },
  };
};

/** Resolves once no promise and no tick of Node's is left to run: all that follows from what happened has followed. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const timeline = (start: number): Timeline => {
  const entries = heap();
  let [now, order, pending] = [start, 0, 0];

  const add = (ms: number, happen: () => void, isBackground: boolean): Entry => {
    const entry: Entry = { at: now + Math.max(ms, 0), order: order++, isBackground, happen };
    if (!isBackground) pending += 1;
    entries.push(entry);
    return entry;
  };

  const done = (entry: Entry): void => {
    if (entry.happen && !entry.isBackground) pending -= 1;
    entry.happen = undefined;
  };

  return {
    get now() {
      return now;
    },
    get pending() {
      return pending;
    },
    after(ms, happen) {
      const entry = add(ms, happen, false);
      return () => done(entry);
    },
    inBackground: (ms, happen) => void add(ms, happen, true),
    async run(until, step, isOver = () => false) {
      await settled();
      for (let entry = entries.first(); entry && entry.at <= until; entry = entries.first()) {
        entries.pop();
        const { happen } = entry;
        if (!happen) continue;
        done(entry);
        now = entry.at;
        happen();
        await settled();
        step();
        if (isOver()) return;
      }
      now = Math.max(now, until);
    },
  };
};
