const day = 86_400_000;

/**
 * An instant of a date as AWS prints it: ISO 8601 with any offset, `2026-09-01 12:00:00 GMT` in reasons, seconds or
 * milliseconds since 1970. Undefined for what is none of these.
 */
export const instant = (value: unknown): Date | undefined => {
  if (typeof value === 'number') return valid(new Date(value < 1e11 ? value * 1000 : value));
  if (typeof value !== 'string') return undefined;
  return valid(new Date(value));
};

const valid = (date: Date): Date | undefined => (Number.isNaN(date.getTime()) ? undefined : date);

/** The last instant of a calendar day in UTC: `2026-02-28` still counts whole. */
export const endOfDay = (isoDate: string): Date => new Date(`${isoDate}T23:59:59.999Z`);

/** Days from one instant to another, with fractions; negative if it has passed. */
export const daysUntil = (to: Date, from: Date): number => (to.getTime() - from.getTime()) / day;

export const isoDate = (date: Date): string => date.toISOString().slice(0, 10);

/** Calendar years later, in UTC; the 29th of February becomes the 28th where there is none. */
export const addYears = (date: Date, years: number): Date => {
  const later = new Date(date);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  if (later.getUTCDate() !== date.getUTCDate()) later.setUTCDate(0);
  return later;
};
