import { recorder } from '../recorder.ts';
import { jsonLine, storyLine } from './story.ts';

const jobId = '019b7a11-0000-7000-8000-000000000001';
const timestamp = '2026-01-02T03:04:05.678Z';

const told = (fields: object, stage = 'collector') =>
  storyLine(recorder({ tty: true, columns: 80 }), { stage, text: JSON.stringify({ timestamp, jobId, ...fields }) });

describe('A line of the log, as a part of the story', () => {
  it.each([
    [
      { code: 'EVENT_RECEIVED', event: 'JobRequested', received: 2 },
      '03:04:05.678  collector  received       00000001  JobRequested: delivery 2',
    ],
    [
      { code: 'STAGE_COMMITTED', event: 'JobRequested', decision: 'completed', attempt: 2, ms: 350, status: 'Running' },
      '03:04:05.678  collector  completed      00000001  JobRequested: attempt 2, 350 ms, job running',
    ],
    [
      { code: 'EVENT_IGNORED', event: 'JobRequested', decision: 'ignored', why: 'further-on' },
      '03:04:05.678  collector  ignored        00000001  JobRequested: because: further-on',
    ],
    [
      { code: 'RECORD_DEAD_LETTERED', event: 'JobRequested', decision: 'dead-lettered', reason: 'NO', why: 'no such' },
      '03:04:05.678  collector  dead-lettered  00000001  JobRequested: because: no such, NO',
    ],
    [
      { level: 'WARN', code: 'JOB_STALLED', message: 'The watchdog failed a job' },
      '03:04:05.678  collector  warn           00000001  The watchdog failed a job',
    ],
  ])('%j', (fields, line) => expect(told(fields)).toBe(line));

  it('has the whole id of the job where there is room, and none where all lines are of one', () => {
    const line = { stage: 'collector', text: JSON.stringify({ timestamp, jobId, message: 'm' }) };
    expect(storyLine(recorder(), line)).toContain(jobId);
    expect(storyLine(recorder(), line, false)).toBe('03:04:05.678  collector                 m');
  });

  it('is none for metrics, for what Lambda prints, and for what the API tells of itself', () => {
    expect(told({ _aws: {} })).toBeUndefined();
    expect(told({ type: 'platform.report' })).toBeUndefined();
    expect(told({ status: '202' }, 'api-gateway')).toBeUndefined();
    expect(told({ status: '403', error: 'Forbidden' }, 'api-gateway')).toContain('Forbidden, answered 403');
    expect(storyLine(recorder(), { stage: 'api', text: 'START RequestId: 1' })).toBeUndefined();
  });

  it('is told as it is if it is not ours: a crash of the runtime', () => {
    const line = { stage: 'api', text: 'Segmentation fault', at: Date.parse(timestamp) };
    expect(storyLine(recorder(), line)).toContain('03:04:05.678  api');
    expect(storyLine(recorder(), line)).toContain('Segmentation fault');
  });

  it('never writes to the terminal what somebody else wrote into it', () => {
    const hostile = 'a\u001b[2Jb\nc\u009b31md\u202ee\rf';
    const lines = [
      told({ message: hostile, jobId: hostile, decision: hostile }),
      storyLine(recorder(), { stage: hostile, text: hostile }),
      jsonLine({ stage: hostile, text: hostile }),
      jsonLine({ stage: 'api', text: `{"message":"\u009b31m"}` }),
    ];
    for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});

describe('A line of the log, as JSON', () => {
  it('is as it was written, or wrapped if it was no JSON object', () => {
    expect(jsonLine({ stage: 'api', text: '{"a": 1}' })).toBe('{"a": 1}');
    expect(JSON.parse(jsonLine({ stage: 'api', text: '[1]' }))).toEqual({ stage: 'api', message: '[1]' });
    expect(JSON.parse(jsonLine({ stage: 'api', text: '{broken' }))).toEqual({ stage: 'api', message: '{broken' });
  });
});
