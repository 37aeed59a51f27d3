import { createMailbox, type EmailSubscription } from './mailbox.ts';

const subscription: EmailSubscription = {
  topicArn: 'arn:alerts',
  protocol: 'email',
  endpoint: 'ops@example.com',
  filterPolicyScope: 'MessageAttributes',
};

const attribute = (index: number, name: string, value: string, type = 'String') => ({
  [`MessageAttributes.entry.${index}.Name`]: name,
  [`MessageAttributes.entry.${index}.Value.DataType`]: type,
  [`MessageAttributes.entry.${index}.Value.StringValue`]: value,
});

const publish = (form: Record<string, string>, changes: Partial<EmailSubscription> = {}) => {
  const mailbox = createMailbox(() => new Date('2026-01-01T00:00:00Z'));
  mailbox.subscribe({ ...subscription, ...changes });
  mailbox.published({ TopicArn: 'arn:alerts', Subject: 'Done', Message: 'text', ...form });
  return mailbox.emails();
};

describe('an email subscriber gets', () => {
  it('the message with its subject and attributes', () =>
    expect(publish({ ...attribute(1, 'kind', 'template'), ...attribute(2, 'count', '3', 'Number') })).toEqual([
      {
        to: 'ops@example.com',
        subject: 'Done',
        body: 'text',
        topicArn: 'arn:alerts',
        attributes: { kind: 'template', count: 3 },
        time: '2026-01-01T00:00:00.000Z',
      },
    ]));

  it('the text for its own protocol', () => {
    const form = { MessageStructure: 'json', Message: '{"default":"d","email":"for people","email-json":"{}"}' };
    expect(publish(form)[0]?.body).toBe('for people');
    expect(publish(form, { protocol: 'email-json' })[0]?.body).toBe('{}');
  });

  it('the default text if there is none for its protocol', () =>
    expect(publish({ MessageStructure: 'json', Message: '{"default":"d"}' })[0]?.body).toBe('d'));

  it('nothing of another topic', () => expect(publish({ TopicArn: 'arn:other' })).toEqual([]));

  it('only what its filter policy lets through', () => {
    const filterPolicy = { status: ['Failed', { prefix: 'Warn' }] };
    expect(publish(attribute(1, 'status', 'Warning'), { filterPolicy })).toHaveLength(1);
    expect(publish(attribute(1, 'status', 'Succeeded'), { filterPolicy })).toHaveLength(0);
    expect(publish({}, { filterPolicy })).toHaveLength(0);
  });

  it('nothing without attributes, if it filters by them: not even what filters for their absence', () => {
    const filterPolicy = { channel: [{ exists: false }] };
    expect(publish(attribute(1, 'status', 'Failed'), { filterPolicy })).toHaveLength(1);
    expect(publish({}, { filterPolicy })).toHaveLength(0);
  });

  it('only the bodies its filter policy lets through', () => {
    const changes = { filterPolicy: { job: { kind: ['spec'] } }, filterPolicyScope: 'MessageBody' as const };
    expect(publish({ Message: '{"job":{"kind":"spec"}}' }, changes)).toHaveLength(1);
    expect(publish({ Message: 'text' }, changes)).toHaveLength(0);
  });
});
