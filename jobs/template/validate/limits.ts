/** What one validation may cost at the most. */
export const limits = {
  /** Larger texts are refused unread: CloudFormation takes 1 MB, so this is no template but a mistake. */
  templateBytes: 8 * 1024 * 1024,
  /**
   * Larger templates are judged, not fixed: CloudFormation would refuse them anyway.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
   */
  fixableBytes: 1024 * 1024,
  /** Nodes after every YAML alias is replaced by what it stands for. The engine does replace them: 400 bytes can cost it 4 GB. */
  expandedNodes: 1_000_000,
  /** One run of the engine; the slowest of 500 public templates takes 2.5 s. */
  engineMs: 45_000,
  /** Rounds of fixing: a fix may uncover what another can mend. */
  fixRounds: 16,
  /** Runs of the engine to fix one template, bisections of failed batches included … */
  engineRuns: 48,
  /** … and all they may read: a run over 1 MB takes ten seconds. By size and not by time, so that a repeat fixes the same. */
  engineBytes: 4 * 1024 * 1024,
  /** What a model may answer: twenty operations are far below it, a whole template is above. */
  modelOutputTokens: 2_048,
} as const;
