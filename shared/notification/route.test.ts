import type { JobStatus } from '#schemas/job.ts';
import type { Channel, NotificationRequest, Priority } from '#schemas/notification-request.ts';
import { aJob } from '../testing/job.ts';
import type { Message } from './message.ts';
import { isDeferred, routeOf } from './route.ts';

const message: Message = { subject: 's', text: 't', data: {} };
const all = new Set<Channel>(['EMAIL', 'SMS', 'PUSH']);
const emailOnly = new Set<Channel>(['EMAIL']);
const everybody: readonly Channel[] = ['EMAIL', 'SMS', 'PUSH'];

const route = (status: JobStatus, notification?: NotificationRequest, subscribed = all, own: Partial<Message> = {}) =>
  routeOf(aJob({ status, ...(notification && { notification }) }), { ...message, ...own }, subscribed);

describe('The priority of a message', () => {
  it.each<[Priority | 'unsaid', JobStatus, Priority]>([
    ['unsaid', 'Succeeded', 'normal'],
    ['unsaid', 'Failed', 'high'],
    ['low', 'Succeeded', 'low'],
    ['low', 'Failed', 'normal'],
    ['normal', 'Succeeded', 'normal'],
    ['normal', 'Failed', 'normal'],
    ['high', 'Succeeded', 'high'],
    ['high', 'Failed', 'high'],
  ])('of a job of %s priority that has %s is %s', (asked, status, priority) => {
    const notification: NotificationRequest | undefined =
      asked === 'unsaid' ? undefined : { type: 'EMAIL', priority: asked };
    expect(route(status, notification).priority).toBe(priority);
  });

  it('of a job that was cancelled is none of a failure: somebody knows', () => {
    const error = { code: 'CANCELLED', message: '', hint: '', stage: 'collector', recoverable: false } as const;
    expect(routeOf(aJob({ status: 'Failed', error }), message, all).priority).toBe('normal');
  });

  it('is its own where it has one: a critical finding waits for no digest', () => {
    expect(route('Succeeded', { type: 'EMAIL', priority: 'low' }, all, { priority: 'high' }).channels).toEqual(
      everybody,
    );
  });
});

describe('The channels of a message', () => {
  it.each<Exclude<Channel, 'WEBHOOK'>>(['EMAIL', 'SMS', 'PUSH'])('are the one that was asked for: %s', (type) => {
    expect(route('Succeeded', { type, priority: 'normal', target: 'on-call' })).toEqual({
      priority: 'normal',
      channels: [type],
      target: 'on-call',
    });
  });

  it('are all that reach a person if it is of high priority', () => {
    expect(route('Succeeded', { type: 'SMS', priority: 'high' }).channels).toEqual(everybody);
  });

  it('have email with them where nobody subscribes to the one that was asked for', () => {
    expect(route('Succeeded', { type: 'SMS', priority: 'normal' }, emailOnly).channels).toEqual(['SMS', 'EMAIL']);
  });

  it('are nobody’s mailbox where a webhook was asked for, whose address nobody may filter by', () => {
    const target = 'https://hooks.example.com/token';
    expect(route('Succeeded', { type: 'WEBHOOK', priority: 'normal', target }, emailOnly)).toEqual({
      priority: 'normal',
      channels: ['WEBHOOK'],
    });
  });
});

describe('A digest is waited for', () => {
  it('by what is of low priority, but for what goes to machines alone', () => {
    expect(isDeferred({ priority: 'low', channels: ['EMAIL'] })).toBe(true);
    expect(isDeferred({ priority: 'normal', channels: ['EMAIL'] })).toBe(false);
    expect(isDeferred({ priority: 'low', channels: ['WEBHOOK'] })).toBe(false);
  });
});
