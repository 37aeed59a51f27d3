import { placeIn } from '../place.ts';
import type { ReplayRequest } from './archives.ts';
import { createEventBridge, type Deliver } from './bus.ts';

const place = placeIn('eu-west-1');
const arnOf = (resource: string) => `arn:aws:events:eu-west-1:000000000000:${resource}`;
const ruleArn = (name: string) => arnOf(`rule/jobs/${name}`);
const at = (time: string) => Date.parse(time) / 1000;

const aBus = () => {
  const delivered: { to: string; n: number; replay: string | undefined }[] = [];
  const deliver: Deliver = ({ body, rule: { name } }) => {
    const { detail, 'replay-name': replay } = JSON.parse(body);
    delivered.push({ to: name, n: detail.n, replay });
  };
  const bridge = createEventBridge(place, deliver);
  bridge.addBus('jobs');
  const target = { id: 'q', arn: 'arn:aws:sqs:eu-west-1:0:q', shape: {}, maximumRetryAttempts: 0 };
  for (const name of ['a', 'b'])
    bridge.addRule({
      name,
      arn: ruleArn(name),
      bus: 'jobs',
      state: 'ENABLED',
      pattern: { source: ['dropforge'] },
      targets: [target],
    });
  bridge.archives.add({ name: 'kept', bus: 'jobs', pattern: { 'detail-type': ['Kept'] } });
  const put = (n: number, time: string, type = 'Kept') =>
    bridge.put([
      { EventBusName: 'jobs', Source: 'dropforge', DetailType: type, Detail: JSON.stringify({ n }), Time: time },
    ]);
  const replay = (change: Partial<ReplayRequest> = {}) => {
    delivered.length = 0;
    return bridge.archives.start({
      ReplayName: 'again',
      EventSourceArn: arnOf('archive/kept'),
      EventStartTime: at('2026-11-21T10:00:00Z'),
      EventEndTime: at('2026-11-21T11:00:00Z'),
      Destination: { Arn: arnOf('event-bus/jobs') },
      ...change,
    });
  };
  return { bridge, delivered, put, replay };
};

describe('an archive', () => {
  it('keeps what its pattern wants of its bus, and a replay delivers what fell between two times, in their order', () => {
    const { bridge, delivered, put, replay } = aBus();
    put(1, '2026-11-21T09:59:59Z');
    put(3, '2026-11-21T10:30:00Z');
    put(2, '2026-11-21T10:00:00Z');
    put(4, '2026-11-21T10:30:00Z', 'NotKept');
    put(5, '2026-11-21T11:00:01Z');
    expect(bridge.archives.describe('kept')).toMatchObject({ EventCount: 4, EventSourceArn: arnOf('event-bus/jobs') });
    const { State, EventLastReplayedTime } = replay({
      Destination: { Arn: arnOf('event-bus/jobs'), FilterArns: [ruleArn('b')] },
    });
    expect(delivered).toEqual([
      { to: 'b', n: 2, replay: 'again' },
      { to: 'b', n: 3, replay: 'again' },
    ]);
    expect({ State, EventLastReplayedTime }).toEqual({
      State: 'COMPLETED',
      EventLastReplayedTime: at('2026-11-21T10:30:00Z'),
    });
    expect(bridge.archives.describeReplay('again')).toMatchObject({ State: 'COMPLETED' });
  });

  it('replays to every rule of the bus if none is named, tells no observer, and archives nothing again', () => {
    const { bridge, delivered, put, replay } = aBus();
    put(1, '2026-11-21T10:00:00Z');
    const seen: unknown[] = [];
    bridge.observe((event) => seen.push(event));
    replay();
    expect(delivered.map(({ to }) => to)).toEqual(['a', 'b']);
    expect(seen).toEqual([]);
    expect(bridge.archives.describe('kept')).toMatchObject({ EventCount: 1 });
  });

  it('brings what passed a disabled rule by', () => {
    const { bridge, delivered, put, replay } = aBus();
    bridge.setRule('a', 'jobs', 'DISABLED');
    put(1, '2026-11-21T10:00:00Z');
    expect(delivered.map(({ to }) => to)).toEqual(['b']);
    expect(bridge.describeRule('a', 'jobs')).toMatchObject({ State: 'DISABLED', Arn: ruleArn('a') });
    bridge.setRule('a', 'jobs', 'ENABLED');
    replay({ Destination: { Arn: arnOf('event-bus/jobs'), FilterArns: [ruleArn('a')] } });
    expect(delivered.map(({ to }) => to)).toEqual(['a']);
  });

  it.each<[string, Partial<ReplayRequest>, string]>([
    ['no such archive', { EventSourceArn: arnOf('archive/other') }, 'does not exist'],
    ['another bus', { Destination: { Arn: arnOf('event-bus/default') } }, 'must be the event bus of the archive'],
    ['a time that ends before it begins', { EventEndTime: 1 }, 'must be before'],
    ['a name that is none', { ReplayName: 'a b' }, 'ReplayName a b is not valid'],
  ])('refuses a replay of %s', (_, change, why) => expect(() => aBus().replay(change)).toThrow(why));

  it('takes the name of a replay once, and knows no other', () => {
    const { bridge, replay } = aBus();
    replay();
    expect(() => replay()).toThrow('already exists');
    expect(() => bridge.archives.describeReplay('other')).toThrow('does not exist');
    expect(() => bridge.describeRule('other', 'jobs')).toThrow('Rule other does not exist');
  });
});
