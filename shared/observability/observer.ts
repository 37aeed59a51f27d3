import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import type { Job, StageName } from '#schemas/job.ts';
import { isUnwelcome, type Outcome } from '../pipeline/outcome.ts';
import { correlation } from './correlation.ts';
import { type LogCode, logMessages } from './log-messages.ts';

/** Tells the operator what happened: structured logs and EMF metrics in one place. */
export type Observer = {
  log(code: LogCode, fields: Readonly<Record<string, unknown>>): void;
  warn(code: LogCode, fields: Readonly<Record<string, unknown>>): void;
  submitted(job: Job): void;
  /** A stage takes an event up: the first line that the log has of a delivery. `received` counts its deliveries from 1. */
  received(event: string | undefined, messageId: string, received: number): void;
  /** And the last: what was decided. Counts DeadLetters. */
  left(event: string | undefined, messageId: string, outcome: Outcome): void;
  /** A stage's outcome was committed: StageTimeMs, and at a job's end its outcome and ProcessingTimeMs, in all and by kind. */
  committed(job: Job, stage: StageName): void;
  /** A request was answered: ApiRequests and ApiLatencyMs by operation and HTTP status. */
  answered(operation: string, status: number, ms: number): void;
  /** A request could not be answered as it should be: what was thrown, without its message, which may quote the request. */
  failed(operation: string, error: unknown): void;
};

/** Where an error was thrown: the innermost lines of its stack, of which the first would be its message. */
const framesOf = (stack: string): readonly string[] =>
  (stack.match(/^ {4}at .+:\d+:\d+\)?$/gm) ?? []).slice(0, 5).map((line) => line.trim());

const ownMetrics = z.record(z.string(), z.number()).catch({});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export const observer = (logger: Logger, metrics: Metrics): Observer => {
  const log: Observer['log'] = (code, fields) => logger.info(logMessages[code], { code, ...correlation(), ...fields });
  const warn: Observer['warn'] = (code, fields) =>
    logger.warn(logMessages[code], { code, ...correlation(), ...fields });
  const count = (name: string) => metrics.addMetric(name, MetricUnit.Count, 1);

  /** What a kind of job counts itself: numbers by metric name under `summary.metrics`. */
  const addOwnMetrics = ({ output }: Job): void => {
    for (const [name, value] of Object.entries(ownMetrics.parse(output.summary.metrics))) {
      metrics.addMetric(name, name.endsWith('Ms') ? MetricUnit.Milliseconds : MetricUnit.Count, value);
    }
  };

  return {
    log,
    warn,
    submitted(job) {
      count('JobsSubmitted');
      log('JOB_SUBMITTED', { jobId: job.jobId, kind: job.kind, correlationId: job.correlationId });
    },
    received: (event, messageId, received) => log('EVENT_RECEIVED', { event, messageId, received }),
    left(event, messageId, { code, decision, fields }) {
      if (decision === 'dead-lettered') count('DeadLetters');
      const tell = isUnwelcome({ decision }) ? warn : log;
      tell(code, { event, messageId, decision, ...fields });
    },
    committed(job, stage) {
      const entry = job.history.findLast((candidate) => candidate.stage === stage);
      if (!entry) return;
      const ms = Date.parse(entry.endedAt) - Date.parse(entry.startedAt);
      metrics.singleMetric().addDimension('stage', stage).addMetric('StageTimeMs', MetricUnit.Milliseconds, ms);
      const ended = job.endedAt === entry.endedAt;
      if (ended) {
        count(job.status === 'Succeeded' ? 'JobsSucceeded' : 'FailedJobs');
        const total = Date.parse(entry.endedAt) - Date.parse(job.submittedAt);
        metrics.addMetric('ProcessingTimeMs', MetricUnit.Milliseconds, total);
        metrics
          .singleMetric()
          .addDimension('kind', job.kind)
          .addMetric('ProcessingTimeMs', MetricUnit.Milliseconds, total);
        if (job.status === 'Succeeded') addOwnMetrics(job);
      }
    },
    answered(operation, status, ms) {
      // What is stored already is of the job, and not by operation.
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      metrics.addDimensions({ operation, status: String(status) });
      count('ApiRequests');
      metrics.addMetric('ApiLatencyMs', MetricUnit.Milliseconds, ms);
      metrics.publishStoredMetrics();
      log('REQUEST_ANSWERED', { operation, status, ms: Math.round(ms) });
    },
    failed(operation, error) {
      const { name, stack = '' } = error instanceof Error ? error : { name: 'no error' };
      warn('REQUEST_FAILED', { operation, error: name, at: framesOf(stack) });
    },
  };
};
