import { readWebhookEnvironment } from './env.ts';

describe('What the embedded functions are told of webhooks', () => {
  it('is what the environment says of them, and nothing else of it', () => {
    const env = { WEBHOOK_SECRET: 's', WEBHOOK_ALLOW: '127.0.0.1:9000', AWS_SECRET_ACCESS_KEY: 'never' };
    expect(readWebhookEnvironment(env)).toEqual({ WEBHOOK_SECRET: 's', WEBHOOK_ALLOW: '127.0.0.1:9000' });
    expect(readWebhookEnvironment({})).toEqual({});
  });
});
