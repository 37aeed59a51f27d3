import type { Job, JobError } from '#schemas/job.ts';
import { whatEndedIt } from '#shared/message/ending.ts';
import { oneLine, section, wrap } from '#shared/message/layout.ts';
import { isCancelled } from '#shared/pipeline/state-machine.ts';
import { storySections } from './success.ts';
import { subjectOf, type Told } from './told.ts';

const unknown: JobError = {
  code: 'UNKNOWN',
  message: 'The job ended without saying why.',
  hint: 'Look at the logs of the stage named below, by the job id.',
  stage: 'intake',
  recoverable: false,
};

const errorOf = (job: Job): JobError => job.error ?? { ...unknown, stage: job.stage };

export const failureOutcome = (job: Job): string => `failed, ${errorOf(job).code}`;

const again = (error: JobError): readonly string[] => {
  if (isCancelled({ error })) return [];
  const { recoverable, stage } = error;
  return recoverable
    ? [
        '',
        '  To take the job up again where it stopped, once the cause is gone:',
        `    npm start -- redrive ${stage} --stage '<stage>'`,
      ]
    : wrap('A redrive would fail the same way: put it right, then send it again.', '  ');
};

/** The email of a job that failed: what happened, what to do, whether it can be taken up again, and how far it got. */
export const failureText = (job: Job, summary: Told): readonly string[] => {
  const error = errorOf(job);
  return [
    ...wrap(`${subjectOf(job)} did not become a template: ${whatEndedIt(job)}.`),
    ...section('What happened', [`  ${error.code}`, ...wrap(oneLine(error.message, 2_000), '  ')]),
    ...section('What to do', [...wrap(oneLine(error.hint, 1_000), '  '), ...again(error)]),
    ...storySections(summary),
  ];
};
