import type * as z from 'zod';
import { catalogue } from '#events/index.ts';
import { archiveManifest, inputManifest } from '#schemas/archive-manifest.ts';
import { dropOptions } from '#schemas/drop-options.ts';
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
  /** Semantic, of what says its own. */
  readonly version?: string;
  readonly title?: string;
  readonly description?: string;
};

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
  ...catalogue.map(
    ({ type, version, description, detail }): Published => ({
      name: `event.${type}`,
      schema: detail,
      travels: 'kept',
      version,
      title: type,
      description,
    }),
  ),
];
