import { costGuard } from './cost-guard.ts';

const change = (value: string) => ({
  source: 'aws.cloudwatch',
  alarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dropforge-prod-model-spend',
  time: '2026-11-21T20:00:00.000+0000',
  alarmData: {
    alarmName: 'dropforge-prod-model-spend',
    state: { value, reason: 'Threshold Crossed: 12.5 was greater than or equal to 10.0', timestamp: 'now' },
    previousState: { value: 'OK' },
  },
});

describe('The cost guard', () => {
  const start = (off = async (_: object): Promise<void> => undefined) => {
    const done: unknown[] = [];
    const warned: unknown[] = [];
    const observer = { warn: (...line: unknown[]) => warned.push(line) };
    const guard = costGuard({
      off: async (why) => {
        await off(why);
        done.push(why);
      },
      // It only warns.
      observer: observer as unknown as Parameters<typeof costGuard>[0]['observer'],
    });
    return { guard, done, warned };
  };

  it('switches the model off when its alarm goes off, and logs it', async () => {
    const { guard, done, warned } = start();
    await guard(change('ALARM'));
    expect(done).toEqual([
      {
        since: '2026-11-21T20:00:00.000+0000',
        reason: 'dropforge-prod-model-spend: Threshold Crossed: 12.5 was greater than or equal to 10.0',
      },
    ]);
    expect(warned).toEqual([['MODEL_SWITCHED_OFF', { alarm: 'dropforge-prod-model-spend' }]]);
  });

  it.each(['OK', 'INSUFFICIENT_DATA'])('and never on: nothing at %s', async (value) => {
    const { guard, done } = start();
    await guard(change(value));
    expect(done).toEqual([]);
  });

  it.each([undefined, {}, { alarmData: {} }, 'ALARM'])('throws on what is no change of an alarm: %j', async (event) => {
    await expect(start().guard(event)).rejects.toThrow();
  });

  it('throws if it cannot, so that it is tried again and told', async () => {
    const { guard, warned } = start(async () => {
      throw new Error('AccessDenied');
    });
    await expect(guard(change('ALARM'))).rejects.toThrow('AccessDenied');
    expect(warned).toEqual([]);
  });
});
