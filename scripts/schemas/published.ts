import type * as z from 'zod';
import { catalogue } from '#events/index.ts';
import { archiveManifest, inputManifest } from '#schemas/archive-manifest.ts';
import { dropOptions } from '#schemas/drop-options.ts';
import { type EventDefinition, eventDetail } from '#schemas/event.ts';
import { fidelityReport } from '#schemas/fidelity.ts';
import { findingsReport } from '#schemas/findings.ts';
import { inventoryReport } from '#schemas/inventory/report.ts';
import { job } from '#schemas/job.ts';
import { descriptor } from '#schemas/spec/descriptor.ts';
import { specOptions } from '#schemas/spec/options.ts';
import { quality } from '#schemas/spec/quality.ts';
import { stackManifest } from '#schemas/stacks.ts';
import { templateSummary } from '#schemas/template-summary.ts';

/** A schema that others rely on, by the name of its file in schemas/json/. */
export type Published = {
  readonly name: string;
  readonly schema: z.ZodType;
  /** `read`: others write it and we read it. `written`: we write it and others read it. `kept`: releases of ours read what others of ours wrote. */
  readonly travels: 'read' | 'written' | 'kept';
  /** Semantic, of what says its own: of an event. */
  readonly version?: string;
  /** What still reads the majors before that, by those majors. */
  readonly earlier?: Readonly<Record<string, z.ZodType>>;
  readonly title?: string;
  readonly description?: string;
};

const earlierDetails = ({ earlier = {} }: EventDefinition) =>
  Object.entries(earlier).map(([major, data]) => [major, eventDetail(major, data)] as const);

/** The schema of an event's `detail`. */
export const eventSchema = (event: EventDefinition & { readonly detail: z.ZodType }): Published => ({
  name: `event.${event.type}`,
  schema: event.detail,
  travels: 'kept',
  version: event.version,
  earlier: Object.fromEntries(earlierDetails(event)),
  title: event.type,
  description: event.description,
});

export const published: readonly Published[] = [
  { name: 'archive-manifest', schema: archiveManifest, travels: 'kept' },
  { name: 'drop-options', schema: dropOptions, travels: 'read' },
  { name: 'fidelity', schema: fidelityReport, travels: 'written' },
  { name: 'findings', schema: findingsReport, travels: 'kept' },
  { name: 'input-manifest', schema: inputManifest, travels: 'kept' },
  { name: 'inventory-report', schema: inventoryReport, travels: 'kept' },
  { name: 'job', schema: job, travels: 'kept' },
  { name: 'spec-descriptor', schema: descriptor, travels: 'read' },
  { name: 'spec-options', schema: specOptions, travels: 'read' },
  { name: 'spec-quality', schema: quality, travels: 'written' },
  { name: 'stacks', schema: stackManifest, travels: 'written' },
  { name: 'template-summary', schema: templateSummary, travels: 'written' },
  ...catalogue.map(eventSchema),
];
