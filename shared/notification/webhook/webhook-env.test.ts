import * as z from 'zod';
import { webhookRefusal } from './refusal.ts';
import { isFitForStage, unfitForStage, webhookShape } from './webhook-env.ts';

const env = z.object({ STAGE: z.string(), ...webhookShape }).refine(isFitForStage, unfitForStage);

describe('What webhooks are called with', () => {
  it('is nothing unless said', () => {
    expect(env.parse({ STAGE: 'prod' })).toEqual({
      STAGE: 'prod',
      WEBHOOK_SECRET: '',
      WEBHOOK_SECRET_PARAMETER: '',
      WEBHOOK_ALLOW: new Set(),
    });
  });

  it('may have exceptions by host and port on a laptop', () => {
    const { WEBHOOK_ALLOW } = env.parse({ STAGE: 'local', WEBHOOK_ALLOW: '127.0.0.1:9000,localhost:9001,[::1]:9002' });
    expect(WEBHOOK_ALLOW).toEqual(new Set(['127.0.0.1:9000', 'localhost:9001', '[::1]:9002']));
  });

  it.each(['*', '127.0.0.1', '127.0.0.0/8:9000', 'http://127.0.0.1:9000', '127.0.0.1:*'])(
    'has no exceptions but by an exact host and port: not %s',
    (WEBHOOK_ALLOW) => expect(env.safeParse({ STAGE: 'local', WEBHOOK_ALLOW }).success).toBe(false),
  );

  it.each(['prod', 'production'])('has nothing of a laptop in %s', (STAGE) => {
    expect(env.safeParse({ STAGE, WEBHOOK_ALLOW: '127.0.0.1:9000' }).success).toBe(false);
    expect(env.safeParse({ STAGE, WEBHOOK_SECRET: 'in the clear' }).success).toBe(false);
  });
});

describe('A deployment refuses a webhook', () => {
  const configured = env.parse({ STAGE: 'dev', WEBHOOK_SECRET_PARAMETER: '/dropforge/dev/webhook' });

  it('that it has no secret for', () => {
    expect(webhookRefusal(env.parse({ STAGE: 'dev' }))('https://example.com/')).toBe(
      'there is no secret to sign it with: deploy with --param webhookSecret=<parameter>, or start serve with WEBHOOK_SECRET',
    );
  });

  it('that leads inside, and no other', () => {
    expect(webhookRefusal(configured)('https://10.0.0.1/')).toBe('its address is not a public one');
    expect(webhookRefusal(configured)('https://example.com/')).toBeUndefined();
  });
});
