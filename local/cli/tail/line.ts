import * as z from 'zod';

/** A line of a function's log, as it was written. */
export type LogLine = {
  /** Of the function, without what all names of its deployment begin with: `collector`. */
  readonly stage: string;
  readonly text: string;
  /** When CloudWatch Logs says it was written, in Unix milliseconds; a file does not say. */
  readonly at?: number;
};

/** What the functions log: shared/observability. Anything may be missing, as not every line is ours. */
const entry = z.looseObject({
  timestamp: z.iso.datetime({ offset: true }).optional().catch(undefined),
  level: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  event: z.string().optional().catch(undefined),
  decision: z.string().optional().catch(undefined),
  jobId: z.string().optional().catch(undefined),
});

export type Entry = z.infer<typeof entry>;

/** A line as the JSON object it is; undefined for one that is none. */
export const entryOf = ({ text }: Pick<LogLine, 'text'>): Entry | undefined => {
  if (!text.startsWith('{')) return undefined;
  try {
    return entry.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** When a line was written, in Unix milliseconds; undefined if nobody says. */
export const timeOf = (line: LogLine): number | undefined => {
  const { timestamp } = entryOf(line) ?? {};
  return timestamp === undefined ? line.at : Date.parse(timestamp);
};

/** Whether a line is about this job, or what was asked for by this correlation id. */
export const isAbout = ({ text }: LogLine, id: string): boolean => text.includes(`"${id}"`);
