import { UsageError } from '../command.ts';
import { lifeOf, timeOf, windowOf } from './window.ts';

const now = new Date('2026-11-21T12:00:00.000Z');

describe('a time of an archive', () => {
  it.each([
    ['2026-11-21T02:00Z', '2026-11-21T02:00:00.000Z'],
    ['2026-11-21T03:00:30+01:00', '2026-11-21T02:00:30.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['90min', '2026-11-21T10:30:00.000Z'],
    ['2h', '2026-11-21T10:00:00.000Z'],
    ['3d', '2026-11-18T12:00:00.000Z'],
  ])('%s', (text, time) => expect(timeOf('since', text, now).toISOString()).toBe(time));

  it.each(['', 'yesterday', '2026-11-21T02:00', '2026-13-41T02:00Z', '-2h', '2w', '11/21/2026'])('is not %j', (text) =>
    expect(() => timeOf('since', text, now)).toThrow(UsageError),
  );
});

describe('a window', () => {
  it('ends now unless it is said', () => expect(windowOf('2h', undefined, now).until).toBe(now));

  it.each([
    ['1h', '2h'],
    ['2026-11-22', undefined],
    ['2026-11-22', '2026-11-23'],
    ['1h', '1h'],
  ])('from %s to %s is none', (since, until) => expect(() => windowOf(since, until, now)).toThrow(UsageError));

  it("is a job's life with a minute to each side, and never of the future", () => {
    const life = (endedAt?: string) =>
      Object.values(lifeOf({ submittedAt: '2026-11-21T11:00:00.000Z', endedAt }, now)).map((time) =>
        time.toISOString(),
      );
    expect(life('2026-11-21T11:05:00.000Z')).toEqual(['2026-11-21T10:59:00.000Z', '2026-11-21T11:06:00.000Z']);
    expect(life('2026-11-21T11:59:50.000Z')).toEqual(['2026-11-21T10:59:00.000Z', now.toISOString()]);
    expect(life()).toEqual(['2026-11-21T10:59:00.000Z', now.toISOString()]);
  });
});
