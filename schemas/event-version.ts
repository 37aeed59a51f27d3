import * as z from 'zod';

/**
 * An event's own version (https://semver.org): the major changes when who knows the earlier one could not read it, the minor when it
 * says more. What was said before versions were semantic says `1`. docs/decisions/event-versions.md
 */
export const eventVersion = z
  .string()
  .regex(/^(1|(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2})$/)
  .describe('Semantic version of this event; what knows its major can read it');

/** The major of a version, or undefined if it is none: `1` of `1.4.0`. */
export const majorOf = (version: unknown): string | undefined => eventVersion.safeParse(version).data?.split('.', 1)[0];

/** Any version of one major. */
export const ofMajor = (major: string): z.ZodString =>
  z
    .string()
    .regex(new RegExp(`^${major === '1' ? '1(\\.\\d{1,5}\\.\\d{1,5})?' : `${major}\\.\\d{1,5}\\.\\d{1,5}`}$`))
    .describe('Semantic version of this event; what knows its major can read it');
