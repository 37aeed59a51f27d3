import type { FidelityReport } from '#schemas/fidelity.ts';
import type { FindingsReport } from '#schemas/findings.ts';
import type { StackEntry } from '#schemas/stacks.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import type { Section as PageSection } from '#shared/page/document.ts';
import type { Resources } from '../diagram/resources.ts';

/** All that the report tells of a job. */
export type ReportData = {
  /** What people call the drop: its folder. */
  readonly title: string;
  readonly jobId: string;
  readonly mode: TemplateOptions['mode'];
  readonly resources: Resources;
  /** Each template as it was generated, and as it is. */
  readonly templates: readonly { readonly file: string; readonly generated: string; readonly text: string }[];
  /** In the order of deployment, with the commands that deploy each; none if there is but one. */
  readonly stacks: readonly (StackEntry & { readonly commands: readonly string[] })[];
  readonly findings: FindingsReport;
  /** Absent only if the generator left none. */
  readonly fidelity?: FidelityReport;
  /** The picture as SVG without style; absent if there is nothing to draw. */
  readonly picture?: { readonly svg: string; readonly width: number };
};

export type Section = PageSection<ReportData>;
