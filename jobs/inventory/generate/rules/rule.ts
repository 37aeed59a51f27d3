import type { Severity, Violation } from '#schemas/inventory/finding.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';

/** What a rule may look at besides the resource itself: plain data, all of one scan. */
export type Surroundings = {
  /** The time of the scan. */
  readonly now: Date;
  /** Every resource of a type in the same account and region as `near`. */
  readonly nearby: (type: string, near: InventoryResource) => readonly InventoryResource[];
  /** The resource of this type, account and region whose API calls it `id`. */
  readonly find: (type: string, id: string, near: InventoryResource) => InventoryResource | undefined;
  /** True if every resource of this type in the account and region of `near` was seen: only then is absence a fact. */
  readonly isComplete: (type: string, near: InventoryResource) => boolean;
};

/**
 * A rule of the inventory. `check` is a pure function: undefined where the resource is in order or where the fields it
 * reads are not there (an export may lack them; what was not seen is not accused).
 */
export type Rule = {
  readonly id: string;
  /** What it finds, of any one resource: "A volume that is attached to nothing". */
  readonly finds: string;
  readonly severity: Severity;
  readonly service: string;
  /** The resource types it looks at. */
  readonly types: readonly string[];
  /** The API fields it reads: Reservations[].Instances[].MetadataOptions.HttpTokens. */
  readonly reads: readonly string[];
  readonly page: string;
  readonly todo: string;
  check(resource: InventoryResource, around: Surroundings): (Violation & { readonly severity?: Severity }) | undefined;
};
