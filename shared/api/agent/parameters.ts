import * as z from 'zod';

/** What is wanted of it, a folder says itself: dropforge.json in it. */
export const folder = z.string().describe('The name of a folder in drops/ of the input bucket, without drops/');

/** The job that is spoken of; the session remembers the last one. */
export const aboutJob = z.object({
  jobId: z.uuid().describe('The id of the job. Leave it out for the job that was last spoken of'),
});
