import { placeIn } from '../place.ts';
import { createEventBridge, type Deliver } from './bus.ts';
import { type PutEventsEntry, parsePutEvents } from './put-events.ts';

const place = placeIn('eu-west-1');
const entry = (changes: Partial<PutEventsEntry> = {}): PutEventsEntry => ({
  Source: 'dropforge',
  DetailType: 'JobRequested',
  Detail: '{"data":{"n":1}}',
  EventBusName: 'jobs',
  ...changes,
});
const body = (...entries: readonly PutEventsEntry[]) => JSON.stringify({ Entries: entries });

describe('a PutEvents request is refused as a whole', () => {
  it('with no entry', () => expect(() => parsePutEvents(body())).toThrow('between 1 and 10'));
  it('with more than 10 entries', () =>
    expect(() => parsePutEvents(body(...Array.from({ length: 11 }, () => entry())))).toThrow('between 1 and 10'));
  it('at 256 KB in all, counted in UTF-8 over source, type, detail and resources', () => {
    const fixed = Buffer.byteLength('dropforge') + Buffer.byteLength('JobRequested') + 8;
    const filling = (size: number) => {
      const free = size - fixed;
      return entry({ Detail: `{"a":"${'ä'.repeat(Math.floor(free / 2))}${'x'.repeat(free % 2)}"}` });
    };
    expect(parsePutEvents(body(filling(256 * 1024 - 1)))).toHaveLength(1);
    expect(() => parsePutEvents(body(filling(256 * 1024)))).toThrow('over the limit');
  });
  it('when it is not JSON', () => expect(() => parsePutEvents('{')).toThrow('not JSON'));
  it('when an entry has the wrong type', () =>
    expect(() => parsePutEvents('{"Entries":[{"Source":1}]}')).toThrow('Source'));
  it('at 10 entries it is not', () =>
    expect(parsePutEvents(body(...Array.from({ length: 10 }, () => entry())))).toHaveLength(10));
});

describe('an entry of a PutEvents request', () => {
  const put = (...entries: readonly PutEventsEntry[]) => {
    const delivered: Parameters<Deliver>[0][] = [];
    const bridge = createEventBridge(place, (delivery) => delivered.push(delivery));
    bridge.addBus('jobs');
    bridge.addRule({
      name: 'all',
      arn: 'arn:rule',
      bus: 'jobs',
      state: 'ENABLED',
      pattern: { source: ['dropforge'] },
      targets: [{ id: 'queue', arn: 'arn:queue', shape: {}, maximumRetryAttempts: 0 }],
    });
    return { reply: bridge.put(entries), delivered: delivered.map(({ body }) => JSON.parse(body)) };
  };

  const wrong: readonly (readonly [string, Partial<PutEventsEntry>, string])[] = [
    ['without a source', { Source: undefined }, 'InvalidArgument'],
    ['without a type', { DetailType: '' }, 'InvalidArgument'],
    ['with a type of more than 128 bytes', { DetailType: 'x'.repeat(129) }, 'InvalidArgument'],
    ['without a detail', { Detail: undefined }, 'InvalidArgument'],
    ['with a detail that is not JSON', { Detail: '{' }, 'MalformedDetail'],
    ['with a detail that is no object', { Detail: '[1]' }, 'MalformedDetail'],
    ["with a source of AWS's own", { Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
    ['for a bus that does not exist', { EventBusName: 'other' }, 'ResourceNotFoundException'],
  ];
  it.each(wrong)('%s fails alone', (_, changes, code) => {
    const { reply, delivered } = put(entry(), { ...entry(), ...changes }, entry());
    expect(reply.FailedEntryCount).toBe(1);
    expect(reply.Entries[1]).toMatchObject({ ErrorCode: code });
    expect(reply.Entries[0]).toHaveProperty('EventId');
    expect(delivered).toHaveLength(2);
  });

  it('becomes an event with its id, account, region, time and resources', () => {
    const { reply, delivered } = put(entry({ Time: 1_700_000_000, Resources: ['arn:job'] }));
    expect(delivered).toEqual([
      {
        version: '0',
        id: (reply.Entries[0] as { EventId: string }).EventId,
        'detail-type': 'JobRequested',
        source: 'dropforge',
        account: '000000000000',
        time: '2023-11-14T22:13:20Z',
        region: 'eu-west-1',
        resources: ['arn:job'],
        detail: { data: { n: 1 } },
      },
    ]);
  });

  it('may name its bus by ARN', () => {
    const { delivered } = put(entry({ EventBusName: 'arn:aws:events:eu-west-1:000000000000:event-bus/jobs' }));
    expect(delivered).toHaveLength(1);
  });
});

describe('a bus that is described', () => {
  const bridge = createEventBridge(place, () => undefined);
  bridge.addBus('jobs');
  it('is told by its name and ARN', () =>
    expect(bridge.describe('jobs')).toEqual({
      Name: 'jobs',
      Arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/jobs',
    }));
  it('must be there', () => expect(() => bridge.describe('other')).toThrow('does not exist'));
});
