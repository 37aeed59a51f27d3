import type { Measure } from '#schemas/spec/facts.ts';

/** Measures that say nothing without their figure. */
const figured = new Set<Measure['subject']>([
  'timeout',
  'page-size',
  'upload-size',
  'batch-size',
  'token-lifetime',
  'rate-limit',
]);

/** Whether a measure says something: a limit that is only known at run time is none. */
export const isEvident = ({ subject, value }: Measure): boolean => value !== undefined || !figured.has(subject);
