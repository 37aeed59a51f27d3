import * as z from 'zod';
import type { Observer } from '../observability/observer.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
const alarmChange = z.object({
  time: z.string(),
  alarmData: z.object({
    alarmName: z.string(),
    state: z.object({ value: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']), reason: z.string() }),
  }),
});

type Deps = {
  readonly off: (why: { readonly since: string; readonly reason: string }) => Promise<void>;
  readonly observer: Observer;
};

/** Takes a change of an alarm, and switches the model off if it went off. Throws on what is no such change, and if it cannot: Lambda tries twice more, and an alarm tells. */
export const costGuard =
  ({ off, observer }: Deps) =>
  async (event: unknown): Promise<void> => {
    const { time, alarmData } = alarmChange.parse(event);
    if (alarmData.state.value !== 'ALARM') return;
    await off({ since: time, reason: `${alarmData.alarmName}: ${alarmData.state.reason}` });
    observer.warn('MODEL_SWITCHED_OFF', { alarm: alarmData.alarmName });
  };
