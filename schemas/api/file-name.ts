import * as z from 'zod';

const path = 'a path within the folder: letters, digits, spaces and ._@=+- in names that do not begin with a dot';

/** The files of a job by name: as they would lie in a dropped folder. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  // Printable, forward slashes, nothing hidden, nowhere upwards: it becomes a part of an S3 key.
  .regex(/^(?!\.)[A-Za-z0-9._@=+ -]+(?:\/(?!\.)[A-Za-z0-9._@=+ -]+)*$/, `must be ${path}`)
  .meta({ description: `Must be ${path}` });
