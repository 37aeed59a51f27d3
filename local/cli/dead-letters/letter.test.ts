import type { Message } from '@aws-sdk/client-sqs';
import { surroundings } from '../recorder.ts';
import { letterOf } from './letter.ts';
import { ageOf, letterPage, letterTable } from './page.ts';

const text = (attributes: Readonly<Record<string, string>>): Message['MessageAttributes'] =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
const own = { name: 'collector-dlq', origin: 'dlq', stage: 'collector' } as const;
const schedules = { name: 'schedule-dlq', origin: 'schedule' } as const;
const body = JSON.stringify({ 'detail-type': 'JobRequested', detail: { metadata: { jobId: 'j-1' } } });
const message = (more: Partial<Message> = {}): Message => ({
  MessageId: 'm-1',
  Body: body,
  Attributes: { SentTimestamp: String(Date.parse('2026-11-21T20:00:00Z')), ApproximateReceiveCount: '2' },
  ...more,
});

describe('a dead letter', () => {
  it.each([
    ['as its stage says', { reason: 'UNKNOWN_JOB', message: 'There is no job' }, ['UNKNOWN_JOB', 'There is no job']],
    ['as EventBridge says', { ERROR_CODE: 'NO_RESOURCE', ERROR_MESSAGE: 'gone' }, ['NO_RESOURCE', 'gone']],
    ['if nobody could', {}, ['KILLED', 'Its function was killed five times before it could say why.']],
  ])('says why it died, %s', (_, attributes, said) => {
    const { reason, message: why } = letterOf(message({ MessageAttributes: text(attributes) }), own);
    expect([reason, why]).toEqual(said);
  });

  it('that could not be delivered was not killed', () => {
    expect(letterOf(message(), schedules).reason).toBe('UNDELIVERED');
  });

  it('names the job, the event and the stage', () => {
    expect(letterOf(message(), own)).toMatchObject({ jobId: 'j-1', eventType: 'JobRequested', stage: 'collector' });
    const jobId = text({ jobId: 'j-2' });
    expect(letterOf(message({ MessageAttributes: jobId }), own).jobId).toBe('j-2');
    const TARGET_ARN = 'arn:aws:sqs:us-east-1:111122223333:dropforge-prod-cleanup';
    expect(letterOf(message({ MessageAttributes: text({ TARGET_ARN }) }), schedules).stage).toBe('cleanup');
  });

  it.each(['', 'no JSON', 'null', '[]', '{"detail":3}', '{"detail":{"metadata":{"jobId":{}}}}', '{"detail-type":7}'])(
    'is read as far as it can be: %j',
    (Body) => {
      const letter = letterOf(message({ Body }), schedules);
      expect(letter).toMatchObject({ id: 'm-1', body: Body, receives: 2, sentAt: '2026-11-21T20:00:00.000Z' });
      expect(letter).not.toHaveProperty('jobId');
      expect(letter).not.toHaveProperty('stage');
    },
  );
});

describe('what is shown of dead letters', () => {
  const now = new Date('2026-11-21T23:10:00Z');
  const hostile = message({ MessageAttributes: text({ reason: 'X', message: 'a\n\x1b[2Jb' }), Body: '\x1b]0;own\x07' });

  it.each([
    ['2026-11-21T23:09:30Z', '30 s'],
    ['2026-11-21T23:00:00Z', '10 min'],
    ['2026-11-21T20:00:00Z', '3 h'],
    ['2026-11-18T20:00:00Z', '3 d'],
    ['2026-11-21T23:10:05Z', '0 s'],
  ])('an age of %s', (sentAt, age) => expect(ageOf({ sentAt }, now)).toBe(age));

  it('a line each, oldest first, and how many there are besides', () => {
    const younger = message({ MessageId: 'm-2', Attributes: { SentTimestamp: String(now.getTime() - 1000) } });
    const letters = [letterOf(younger, own), letterOf(message(), own)];
    const lines = letterTable([{ queue: 'collector-dlq', letters, lying: 1000, inHand: 3 }], now).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'letter',
      'm-1',
      'm-2',
      'collector-dlq:',
      'collector-dlq:',
      '',
    ]);
    expect(lines[1]).toMatch(/m-1 +collector-dlq +KILLED +j-1 +JobRequested +3 h +2 +Its function/);
    expect(lines[3]).toBe('collector-dlq: about 998 letters besides; --limit shows more.');
    expect(lines[4]).toBe("collector-dlq: about 3 letters in somebody's hands at the moment.");
  });

  it('never holds an escape sequence from the outside', () => {
    const { out } = surroundings();
    const letter = letterOf(hostile, own);
    const shown =
      letterTable([{ queue: 'q', letters: [letter], lying: 1, inHand: 0 }], now) +
      letterPage(out, letter, undefined, now);
    expect(shown).not.toContain('\x1b');
    expect(shown).toContain('own');
  });
});
