import type { Job } from '#schemas/job.ts';
import { inputName } from '#shared/pipeline/input-name.ts';
import type { JobDocument, Located } from './document.ts';
import { runsOf } from './job/runs.ts';
import { waterfall } from './job/waterfall.ts';
import { elapsed } from './progress.ts';
import { shownPath } from './save.ts';
import { clip, paint, plain, type Sink } from './terminal.ts';

const widest = 100;

/** The email, set apart by a bar; on a terminal, lines that do not fit (links) are cut, the file has them whole. */
export const framed = (to: Sink, subject: string, body: string): string => {
  const width = to.tty ? Math.min(to.columns(), widest) - 2 : Number.POSITIVE_INFINITY;
  const bar = paint(to, 'cyan', '│');
  const lines = [paint(to, 'bold', clip(plain(subject), width)), '', ...plain(body).trimEnd().split('\n')];
  return lines.map((line, at) => `${bar} ${at === 0 ? line : clip(line, width)}`.trimEnd()).join('\n');
};

/** Columns as wide as their widest cell; the last is left as it is. */
export const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};

/** The files that were written, one a line. */
export const fileLines = (cwd: string, files: readonly Located[]): readonly string[] =>
  columns(files.map(({ path, bytes }) => [shownPath(cwd, path), `${bytes.toLocaleString('en-US')} bytes`]));

const statusColour = { Succeeded: 'green', Failed: 'red', Running: 'cyan', Pending: 'yellow' } as const;

/** One job for a person: where it stands, its timeline, what went wrong. @param now Unix milliseconds */
export const jobPage = (to: Sink, job: Job, document: JobDocument, now = Date.now()): string => {
  const { error } = job;
  return [
    `${paint(to, statusColour[job.status], job.status)} ${job.kind} job ${job.jobId}, ${elapsed(document.durationMs)}`,
    ...columns([
      ['  input', `${plain(inputName(job))}, s3://${job.input.bucket}/${plain(job.input.prefix)}`],
      ['  submitted', `${job.submittedAt} by ${plain(job.owner)}`],
      ['  correlation', plain(job.correlationId)],
    ]),
    '',
    ...waterfall(to, runsOf(job, now)),
    ...(error ? ['', `${paint(to, 'red', error.code)}: ${plain(error.message)}`, plain(error.hint)] : []),
    ...(document.artifacts.length > 0 ? ['', ...document.artifacts.map(({ path }) => path)] : []),
    '',
  ].join('\n');
};
