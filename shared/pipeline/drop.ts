import { createHash } from 'node:crypto';
import { uuidV7 } from './job-id.ts';

/** Where drops land in the input bucket. */
export const dropsPrefix = 'drops/';

/** A folder under `drops/`, or a single object that lies there on its own. */
export type Drop = { readonly folder: string; readonly prefix: string };

/** The drop an object belongs to, or undefined if its key lies outside. Keys are taken as they are. */
export const dropOf = (key: string): Drop | undefined => {
  if (!key.startsWith(dropsPrefix)) return undefined;
  const rest = key.slice(dropsPrefix.length);
  const slash = rest.indexOf('/');
  if (slash === -1) return rest === '' ? undefined : { folder: rest, prefix: key };
  return { folder: rest.slice(0, slash), prefix: `${dropsPrefix}${rest.slice(0, slash)}/` };
};

/** One arrival after another, as strings that sort as they came: ISO 8601 time, then the message that told of it. */
export const arrivalMark = (time: Date, messageId: string): string => `${time.toISOString()}#${messageId}`;

export const timeOfArrival = (mark: string): Date => new Date(mark.slice(0, mark.indexOf('#')));

/**
 * The job id for a settled drop: a UUIDv7 (RFC 9562) whose time is the arrival's and whose random bits are a hash of the
 * drop and the arrival, so that a repeated delivery makes the same job.
 */
export const jobIdFor = (drop: Drop, arrival: string): string => {
  const random = createHash('sha256')
    .update(JSON.stringify([drop.prefix, arrival]))
    .digest();
  return uuidV7(timeOfArrival(arrival), random);
};
