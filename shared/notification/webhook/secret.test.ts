import type { SSMClient } from '@aws-sdk/client-ssm';
import { webhookSecret } from './secret.ts';

const env = { WEBHOOK_SECRET: '', WEBHOOK_SECRET_PARAMETER: '/dropforge/dev/webhook' };
const noon = Date.parse('2026-01-02T12:00:00.000Z');

/** A parameter whose value a test may change, and how often it was read. */
const parameter = (value: string) => {
  const self = { value, reads: 0, minutes: 0 };
  const send = async ({ input }: { input: unknown }) => {
    expect(input).toEqual({ Name: '/dropforge/dev/webhook', WithDecryption: true });
    self.reads++;
    return { Parameter: { Value: self.value } };
  };
  const ssm = { send } as unknown as Pick<SSMClient, 'send'>;
  return { self, ssm, now: () => new Date(noon + self.minutes * 60_000) };
};

describe('The secret that webhooks are signed with', () => {
  it('is read once, and again after five minutes, so that it can be changed', async () => {
    const { self, ssm, now } = parameter('first');
    const secret = webhookSecret(env, ssm, now);
    expect([await secret(), await secret()]).toEqual(['first', 'first']);
    expect(self.reads).toBe(1);
    Object.assign(self, { value: 'second', minutes: 5 });
    expect(await secret()).toBe('second');
  });

  it('is none where none is named, and nothing is read', async () => {
    const { self, ssm, now } = parameter('unasked');
    expect(await webhookSecret({ ...env, WEBHOOK_SECRET_PARAMETER: '' }, ssm, now)()).toBeUndefined();
    expect(await webhookSecret({ ...env, WEBHOOK_SECRET: 'of the laptop' }, ssm, now)()).toBe('of the laptop');
    expect(self.reads).toBe(0);
  });

  it('that is empty is an error: nothing is signed with nothing', async () => {
    const { ssm, now } = parameter('');
    await expect(webhookSecret(env, ssm, now)()).rejects.toThrow('/dropforge/dev/webhook is empty');
  });
});
