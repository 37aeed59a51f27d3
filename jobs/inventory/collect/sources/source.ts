import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { Cell, Outcome } from '#schemas/inventory/cell.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { JsonValue } from '#schemas/json.ts';

/** How the look at a type ended. The number of its resources is counted by who reads the pages. */
export type LookEnd = { readonly outcome: Outcome; readonly reason?: string };

/** A part of what a source found of one type, as it comes: never all of it in memory. */
export type Page = {
  /** The CloudFormation resource type, one of the source's `types`. */
  readonly type: string;
  /** A resource may come twice (a listing that had to begin anew): the later one counts. */
  readonly resources: readonly InventoryResource[];
  /** With the last page of a type: how the look at it ended. A type without an end was not looked at to its end. */
  readonly end?: LookEnd;
  /**
   * Where another worker goes on after this page: given to `scan` as `from`. Small (under 8 KB), JSON. Absent where the
   * source cannot be interrupted, as between the listing and the describing of the same page.
   */
  readonly cursor?: JsonValue;
};

/** Counts what is asked of AWS: each attempt is a call. `call` throws `BudgetSpentError` if the scan may make no more. */
export type Meter = {
  call(): void;
  readonly calls: number;
};

/** The scan's `callBudget` is used up: what is left of the cell is `throttled`. */
export class BudgetSpentError extends Error {
  override readonly name = 'BudgetSpentError';
}

/** What every SDK client of a scan is made with. */
export type ClientSettings = {
  readonly region: string;
  readonly credentials: NonNullable<STSClientConfig['credentials']>;
  /** Another endpoint than AWS's own, for all services: moto, a stub. */
  readonly endpoint?: string;
  /** The scan's endpoints are its own: never those that the environment names for the pipeline's services. */
  readonly ignoreConfiguredEndpointUrls: true;
};

export type ScanContext = {
  readonly cell: Cell;
  /** Of a region, by default the cell's own; where the cell has none, the home of the scan. */
  readonly clientSettings: (region?: string) => ClientSettings;
  readonly meter: Meter;
  /** Aborted when the worker is about to die: pass it to every `send`. A source then ends, its open types without an end. */
  readonly signal: AbortSignal;
  /** The partition of the account: aws, aws-cn, aws-us-gov. */
  readonly partition: string;
  /** The time of the scan, the same for every cell. */
  readonly scannedAt: string;
};

/**
 * One service of AWS as the inventory reads it. `scan` yields page by page and never throws for what AWS refuses: it ends
 * the look as `denied`, `throttled` or `failed` with a reason and goes on with the next type. What it does throw fails
 * the worker, and the cell is tried again from its last cursor.
 */
export type Source = {
  /** The last part of its cells' ids: ec2. */
  readonly service: string;
  /** The types it takes looks at, each exactly once. */
  readonly types: readonly string[];
  /** `regional`: a cell for each region. `global`: one cell an account, in region `global`. */
  readonly scope: 'regional' | 'global';
  scan(context: ScanContext, from?: JsonValue): AsyncIterable<Page>;
};
