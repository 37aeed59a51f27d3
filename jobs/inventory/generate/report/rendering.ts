import type { InventoryReport } from '#schemas/inventory/report.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';

/** One file that is made of a report. Pure: the same report gives the same bytes. */
export type Rendering = {
  /** The artifact's name: report.html. */
  readonly name: string;
  readonly contentType: string;
  render(report: InventoryReport, resources: readonly InventoryResource[]): string;
};
