import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { eventBridgeClient } from '../clients.ts';
import { type ArchiveReplayed, archiveReplay } from './archive-replay.ts';

const archive = 'arn:aws:events:us-east-1:111122223333:archive/dropforge-prod';
const bus = 'arn:aws:events:us-east-1:111122223333:event-bus/dropforge-prod';
const ruleOf = (name: string) => `arn:aws:events:us-east-1:111122223333:rule/dropforge-prod/${name}`;
const seconds = (time: string) => Date.parse(time) / 1000;

type Call = { readonly operation: string; readonly request: Readonly<Record<string, unknown>> };

describe('an archive replay', () => {
  let server: Server;
  let calls: Call[];
  /** The states that DescribeReplay gives, one after the other; the last again and again. */
  let states: readonly object[];
  let disabled: string | undefined;

  const answers: Readonly<Record<string, (request: Call['request']) => object>> = {
    DescribeArchive: () => ({ ArchiveArn: archive, EventSourceArn: bus, State: 'ENABLED' }),
    DescribeRule: ({ Name }) => ({
      Name,
      Arn: ruleOf(String(Name)),
      State: Name === disabled ? 'DISABLED' : 'ENABLED',
    }),
    StartReplay: () => ({ State: 'STARTING' }),
    CancelReplay: () => ({ State: 'CANCELLING' }),
    DescribeReplay: () => {
      const asked = calls.filter(({ operation }) => operation === 'DescribeReplay').length;
      return states[Math.min(asked, states.length) - 1] ?? {};
    },
  };

  beforeAll(async () => {
    server = createServer(async (message, reply) => {
      const operation = String(message.headers['x-amz-target']).replace('AWSEvents.', '');
      const request = (await json(message)) as Call['request'];
      calls.push({ operation, request });
      reply.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify(answers[operation]?.(request)));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => {
    calls = [];
    disabled = undefined;
    states = [{ State: 'COMPLETED' }];
  });

  const replay = async (
    signal = new AbortController().signal,
    tell: (replayed: ArchiveReplayed) => void = () => {},
  ) => {
    const client = await eventBridgeClient({
      AWS_ENDPOINT_URL_EVENTBRIDGE: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    const [since, until] = [new Date('2026-11-21T02:00:00Z'), new Date('2026-11-21T03:00:00Z')];
    const stages = ['collector', 'validator'] as const;
    const request = { deployment: 'dropforge-prod', stages, since, until, name: 'night' };
    return archiveReplay(client, request, { signal, pollMs: 1, tell }).finally(() => client.destroy());
  };
  const requestOf = (name: string) => calls.find(({ operation }) => operation === name)?.request;

  it('asks for the events of that time, for the rules of these stages and no other subscriber', async () => {
    expect(await replay()).toEqual({ state: 'COMPLETED' });
    expect(requestOf('StartReplay')).toEqual({
      ReplayName: 'night',
      EventSourceArn: archive,
      EventStartTime: seconds('2026-11-21T02:00:00Z'),
      EventEndTime: seconds('2026-11-21T03:00:00Z'),
      Destination: { Arn: bus, FilterArns: ['dropforge-prod-collector', 'dropforge-prod-validator'].map(ruleOf) },
    });
    expect(requestOf('DescribeRule')).toMatchObject({ EventBusName: 'dropforge-prod' });
  });

  it('waits until it is over and tells how far it is', async () => {
    const at = { EventLastReplayedTime: seconds('2026-11-21T02:30:00Z') };
    states = [{ State: 'STARTING' }, { State: 'RUNNING', ...at }, { State: 'FAILED', StateReason: 'why', ...at }];
    const told: ArchiveReplayed[] = [];
    const lastEventAt = new Date('2026-11-21T02:30:00Z');
    expect(await replay(undefined, (each) => told.push(each))).toEqual({ state: 'FAILED', reason: 'why', lastEventAt });
    expect(told.map(({ state }) => state)).toEqual(['STARTING', 'RUNNING', 'FAILED']);
  });

  it('is cancelled, once, when it is called off, and waited for', async () => {
    states = [{ State: 'RUNNING' }, { State: 'RUNNING' }, { State: 'CANCELLING' }, { State: 'CANCELLED' }];
    expect(await replay(AbortSignal.abort())).toEqual({ state: 'CANCELLED' });
    expect(calls.filter(({ operation }) => operation === 'CancelReplay')).toHaveLength(1);
  });

  it('is not started past a disabled rule, which would hear nothing of it', async () => {
    disabled = 'dropforge-prod-validator';
    await expect(replay()).rejects.toThrow('aws events enable-rule --name dropforge-prod-validator');
    expect(requestOf('StartReplay')).toBeUndefined();
  });
});
