import type { CellReading, CellRecord } from '#schemas/inventory/cell.ts';
import type { Exception } from '#schemas/inventory/options.ts';
import type { InventoryReport, InventoryState, TrendPoint } from '#schemas/inventory/report.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';

/** All that one scan saw. Cells that nothing is known of (refused, lost) are in `cells` and not in `readings`. */
export type Scan = {
  readonly jobId: string;
  readonly source: InventoryReport['source'];
  readonly scannedAt: string;
  /** What became of each cell, in the order they were planned. */
  readonly cells: readonly CellRecord[];
  /** At most one for each cell; each resource once. */
  readonly readings: readonly CellReading[];
  readonly exceptions: readonly Exception[];
};

/** The last complete look at a type in a cell before this scan. */
export type EarlierLook = {
  readonly cellId: string;
  readonly type: string;
  readonly scannedAt: string;
  readonly resources: readonly InventoryResource[];
};

/** What earlier scans of the same scope left. All of it is older than the scan, so a repeat finds the same. */
export type Before = {
  readonly state?: InventoryState;
  /** Up to 30, the oldest first. */
  readonly trend: readonly TrendPoint[];
  /** Of every cell and type that this scan looked at, however that ended; a type never seen complete has none. */
  readonly looks: readonly EarlierLook[];
};

export type Analysed = { readonly report: InventoryReport; readonly state: InventoryState };

/**
 * The analysis of a scan: pure, and deterministic down to the order of its lists. A drop that holds several scans is
 * analysed scan by scan, the oldest first, each with what the one before left.
 */
export type Analyse = (scan: Scan, before: Before) => Analysed;
