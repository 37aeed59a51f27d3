import type { Finding, Severity } from '#schemas/findings.ts';

/** What `--severity` takes, worst first. */
export const severities = ['fatal', 'error', 'warn', 'info'] as const;

const rank: Readonly<Record<Severity, number>> = { FATAL: 0, ERROR: 1, WARN: 2, INFO: 3 };

/** The findings at least as severe as `least`. */
export const atLeast = (findings: readonly Finding[], least: (typeof severities)[number]): readonly Finding[] => {
  const limit = severities.indexOf(least);
  return findings.filter(({ severity }) => rank[severity] <= limit);
};
