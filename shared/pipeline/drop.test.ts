import fc from 'fast-check';
import { arrivalMark, dropOf, jobIdFor, timeOfArrival } from './drop.ts';

describe('An object belongs to the drop its key says', () => {
  it.each([
    ['drops/web/vpc.json', 'web', 'drops/web/'],
    ['drops/web/a/b/c.json', 'web', 'drops/web/'],
    ['drops/my shop+50%/ü ñ.json', 'my shop+50%', 'drops/my shop+50%/'],
    ['drops/../etc/passwd', '..', 'drops/../'],
    ['drops/alone.json', 'alone.json', 'drops/alone.json'],
  ])('%s', (key, folder, prefix) => expect(dropOf(key)).toEqual({ folder, prefix }));

  it.each(['drops/', 'drops', 'other/web/a.json', ''])('%j is in no drop', (key) =>
    expect(dropOf(key)).toBeUndefined(),
  );

  it('every key of a drop starts with its prefix', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (rest) =>
        `drops/${rest}`.startsWith(dropOf(`drops/${rest}`)?.prefix ?? 'drops/'),
      ),
    );
  });
});

describe('The job id of a settled drop', () => {
  const drop = { folder: 'web', prefix: 'drops/web/' };
  const arrival = arrivalMark(new Date('2026-01-02T03:04:05.678Z'), 'm-1');

  it('is a UUIDv7 of the arrival time', () => {
    const id = jobIdFor(drop, arrival);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(timeOfArrival(arrival).getTime());
  });

  it('is the same for a repeated delivery, another for another arrival or drop', () => {
    expect(jobIdFor(drop, arrival)).toBe(jobIdFor(drop, arrival));
    expect(jobIdFor(drop, `${arrival}x`)).not.toBe(jobIdFor(drop, arrival));
    expect(jobIdFor({ ...drop, prefix: 'drops/web2/' }, arrival)).not.toBe(jobIdFor(drop, arrival));
  });
});
