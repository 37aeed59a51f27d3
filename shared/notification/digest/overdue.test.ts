import { memoryDigests } from '../../testing/digests.ts';
import { memoryObserver } from '../../testing/memory.ts';
import type { DigestEntry } from './digest-store.ts';
import { overdueDigest } from './overdue.ts';

const entry: DigestEntry = {
  id: 'job-1/end',
  jobId: 'job-1',
  kind: 'spec',
  status: 'Succeeded',
  subject: 's',
  bodyKey: 'k',
  channels: ['EMAIL'],
};

/** How often a digest is asked for, so many hours after an entry was noted. */
const reminders = async (hours: number, wasTold = false) => {
  const digests = memoryDigests();
  await digests.note(entry, '2026-01-02T00:00:00.000Z');
  if (wasTold) await digests.told(entry.id);
  let reminded = 0;
  const now = () => new Date(Date.parse('2026-01-02T00:00:00.000Z') + hours * 3_600_000);
  await overdueDigest({ digests, observer: memoryObserver(), now, remind: async () => void reminded++ })();
  return reminded;
};

describe('A digest that does not come', () => {
  it('is asked for once what waits for it has waited for more than a day', async () => {
    expect(await reminders(24)).toBe(0);
    expect(await reminders(26)).toBe(1);
  });

  it('is not asked for on behalf of what was told', async () => {
    expect(await reminders(26, true)).toBe(0);
  });
});
