import { notificationRequest } from './notification-request.ts';

describe('How a caller wants to hear of a job', () => {
  it('is of normal priority unless said', () => {
    expect(notificationRequest.parse({ type: 'EMAIL' })).toEqual({ type: 'EMAIL', priority: 'normal' });
  });

  it.each([
    { type: 'SMS', priority: 'high', target: 'on-call_1' },
    { type: 'WEBHOOK', target: 'https://hooks.example.com:8443/dropforge?team=a&b=%20' },
    { type: 'WEBHOOK', target: 'https://example.com' },
  ])('takes %j', (asked) => {
    expect(notificationRequest.safeParse(asked).error).toBeUndefined();
  });

  it.each([
    ['no type', {}],
    ['a type nobody serves', { type: 'FAX' }],
    ['a priority nobody knows', { type: 'EMAIL', priority: 'urgent' }],
    ['a field nobody knows', { type: 'EMAIL', to: 'a' }],
    ['an address instead of a word', { type: 'EMAIL', target: 'somebody@example.com' }],
    ['a word of 65 characters', { type: 'PUSH', target: 'a'.repeat(65) }],
    ['a webhook without its address', { type: 'WEBHOOK' }],
    ['a webhook that is not encrypted', { type: 'WEBHOOK', target: 'http://example.com/' }],
    ['a webhook that is a script', { type: 'WEBHOOK', target: 'javascript:alert(1)' }],
    ['a webhook with a password', { type: 'WEBHOOK', target: 'https://user:secret@example.com/' }],
    ['a webhook with a line break', { type: 'WEBHOOK', target: 'https://example.com/\r\nX-Injected: 1' }],
    ['a webhook whose host a backslash hides', { type: 'WEBHOOK', target: 'https://example.com\\@evil.example/' }],
    ['a webhook with a fragment', { type: 'WEBHOOK', target: 'https://example.com/#a' }],
    ['an endless webhook', { type: 'WEBHOOK', target: `https://example.com/${'a'.repeat(2048)}` }],
  ])('refuses %s', (_, asked) => {
    expect(notificationRequest.safeParse(asked).success).toBe(false);
  });
});
