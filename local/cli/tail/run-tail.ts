import { type Arguments, UsageError } from '../command.ts';
import { logFile } from '../embedded.ts';
import { timeOf } from '../operate/window.ts';
import type { Surroundings } from '../terminal.ts';
import { cloudLog } from './cloud-log.ts';
import { withoutRepeats } from './repeats.ts';
import type { Source } from './source.ts';
import { jsonLine, storyLine } from './story.ts';

const aboutOf = (text: string | undefined): string | undefined => {
  if (text === undefined || /^[\w.:-]{1,128}$/.test(text)) return text;
  throw new UsageError(`--job is the id of a job, or a correlation id, not "${text}".`);
};

const sourceOf = async (stage: string | undefined, cwd: string): Promise<Source> => {
  if (stage === undefined) return cloudLog(logFile(cwd));
  const [{ CloudWatchLogsClient }, { cloudWatch }] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    import('./cloud-watch.ts'),
  ]);
  return cloudWatch(new CloudWatchLogsClient({}), `dropforge-${stage}`);
};

/** Prints the log as a story, or as it is; resolves to 0 once all of it is told, or once it is interrupted. */
export const runTail = async (given: Arguments, { out, cwd, signal }: Surroundings): Promise<number> => {
  const about = aboutOf(given.text('job'));
  // A job's log begins with the job; without one, what is fresh is wanted.
  const since = timeOf('since', given.text('since') ?? (about === undefined ? '10min' : '7d'), new Date()).getTime();
  const source = await sourceOf(given.text('stage'), cwd);
  const isRaw = given.flag('json');
  const wanted = { since, follow: given.flag('follow'), signal, ...(about !== undefined && { about }) };
  const print = (line: string) => out.write(`${line}\n`);
  const story = withoutRepeats(print);
  for await (const line of source(wanted)) {
    if (isRaw) print(jsonLine(line));
    else {
      const told = storyLine(out, line, about === undefined);
      if (told !== undefined) story.tell(told);
    }
  }
  story.end();
  return 0;
};
