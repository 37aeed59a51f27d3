import type { Job } from '#schemas/job.ts';
import { jobDocument } from './document.ts';

const job: Job = {
  jobId: 'j-1',
  kind: 'template',
  status: 'Succeeded',
  stage: 'validator',
  revision: 9,
  owner: 's3',
  correlationId: 'c-1',
  input: { bucket: 'in', prefix: 'drops/x/' },
  output: {
    artifacts: [],
    work: {},
    summary: {
      findings: { fatal: 0, error: 0, warn: 1, info: 2, fixed: 3 },
      fidelity: { carried: 10, dropped: 5, lost: 0 },
    },
  },
  history: [
    {
      stage: 'intake',
      attempt: 1,
      startedAt: '2026-11-21T02:00:00.000Z',
      endedAt: '2026-11-21T02:00:00.100Z',
      outcome: 'succeeded',
      cause: 'a',
    },
    {
      stage: 'collector',
      attempt: 1,
      startedAt: '2026-11-21T02:00:01.000Z',
      endedAt: '2026-11-21T02:00:02.000Z',
      outcome: 'retried',
      cause: 'b',
    },
    {
      stage: 'collector',
      attempt: 2,
      startedAt: '2026-11-21T02:00:03.000Z',
      endedAt: '2026-11-21T02:00:04.500Z',
      outcome: 'succeeded',
      cause: 'b',
    },
  ],
  handled: [],
  claims: {},
  notifications: [],
  submittedAt: '2026-11-21T02:00:00.000Z',
  endedAt: '2026-11-21T02:00:05.000Z',
  updatedAt: '2026-11-21T02:00:06.000Z',
  expiresAt: 1_800_000_000,
};

describe('the JSON document of a job', () => {
  it('is exactly what the design says', () => {
    const artifacts = [{ name: 'template.yaml', path: '/out/template.yaml', bytes: 3 }];
    const told = [{ channel: 'sns', subject: 's', body: 'b' }];
    expect(jobDocument(job, artifacts, told)).toEqual({
      jobId: 'j-1',
      kind: 'template',
      status: 'Succeeded',
      durationMs: 5_000,
      artifacts,
      findings: { fatal: 0, error: 0, warn: 1, fixed: 3 },
      fidelity: { carried: 10, dropped: 5, lost: 0 },
      notifications: told,
      timeline: [
        { stage: 'intake', startedAt: '2026-11-21T02:00:00.000Z', ms: 100, attempts: 1 },
        { stage: 'collector', startedAt: '2026-11-21T02:00:01.000Z', ms: 3_500, attempts: 2 },
      ],
    });
  });

  it('carries the error of a job that failed before it had anything to count', () => {
    const error = { code: 'EMPTY_DROP', message: 'm', hint: 'h', stage: 'collector', recoverable: false } as const;
    const output = { artifacts: [], work: {}, summary: {} };
    const document = jobDocument({ ...job, status: 'Failed', error, output }, [], []);
    expect(document).toMatchObject({ status: 'Failed', error, findings: { fatal: 0, error: 0, warn: 0, fixed: 0 } });
    expect(document).not.toHaveProperty('fidelity');
  });
});
