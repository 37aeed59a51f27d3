import type { DetailedDiagnostic, RuleInfo } from '@aws/cloudformation-validate';

/** To the worker: a template to judge. */
export type EngineRequest = { readonly text: string; readonly fileName: string };

/** From the worker: the engine's report, or how the engine broke. A broken engine stays broken: start another. */
export type EngineAnswer =
  | { readonly ready: true; readonly version: string; readonly rules: readonly RuleInfo[] }
  | { readonly report: EngineReport }
  | { readonly broken: string };

export type EngineReport = {
  /** `ERROR`: the engine could not do its work. `ANALYSIS_INCOMPLETE`: findings may be missing. */
  readonly status: 'OK' | 'ANALYSIS_INCOMPLETE' | 'ERROR';
  readonly diagnostics: readonly DetailedDiagnostic[];
  /** Why the analysis is incomplete, in the engine's words. */
  readonly reasons: readonly string[];
};
