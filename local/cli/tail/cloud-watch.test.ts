import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  type FilteredLogEvent,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { cloudWatch } from './cloud-watch.ts';
import type { Wanted } from './source.ts';

/** CloudWatch Logs with these groups and events, a page of one event each. */
const logsWith = (groups: Readonly<Record<string, readonly FilteredLogEvent[]>>) => {
  const asked: FilterLogEventsCommand['input'][] = [];
  const client = new CloudWatchLogsClient({ region: 'eu-west-1' });
  client.send = async (command: unknown) => {
    if (command instanceof DescribeLogGroupsCommand) {
      const { logGroupNamePrefix = '' } = command.input;
      const names = Object.keys(groups).filter((name) => name.startsWith(logGroupNamePrefix));
      return { logGroups: names.map((logGroupName) => ({ logGroupName })) };
    }
    if (!(command instanceof FilterLogEventsCommand)) throw new Error('not asked for here');
    const { logGroupName = '', nextToken = '0', startTime = 0 } = command.input;
    asked.push(command.input);
    const events = (groups[logGroupName] ?? []).filter(({ timestamp = 0 }) => timestamp >= startTime);
    const at = Number(nextToken);
    return { events: events.slice(at, at + 1), ...(at + 1 < events.length && { nextToken: String(at + 1) }) };
  };
  return { client, asked };
};

const event = (timestamp: number, message: string): FilteredLogEvent => ({
  timestamp,
  message: `${message}\n`,
  eventId: `${timestamp}-${message}`,
});

const wanted: Wanted = { since: 100, follow: false, signal: new AbortController().signal };

const told = async (client: CloudWatchLogsClient, change: Partial<Wanted> = {}) => {
  const lines: string[] = [];
  for await (const { stage, text, at } of cloudWatch(client, 'dropforge-prod')({ ...wanted, ...change }))
    lines.push(`${at} ${stage} ${text}`);
  return lines;
};

describe('The log of a deployed stage', () => {
  it('is that of all its functions, in the order of time, page after page', async () => {
    const { client } = logsWith({
      '/aws/lambda/dropforge-prod-api': [event(101, 'a'), event(103, 'c')],
      '/aws/lambda/dropforge-prod-intake': [event(50, 'too old'), event(102, 'b')],
    });
    expect(await told(client)).toEqual(['101 api a', '102 intake b', '103 api c']);
  });

  it("is not that of a stage whose name goes on, nor of anybody else's function", async () => {
    const { client, asked } = logsWith({
      '/aws/lambda/dropforge-prod-eu-api': [event(101, 'theirs')],
      '/aws/lambda/dropforge-prod-api': [event(101, 'ours')],
    });
    expect(await told(client)).toEqual(['101 api ours']);
    expect(asked.map(({ logGroupName }) => logGroupName)).toEqual(['/aws/lambda/dropforge-prod-api']);
  });

  it('asks CloudWatch for the lines of a job alone', async () => {
    const { client, asked } = logsWith({ '/aws/lambda/dropforge-prod-api': [] });
    await told(client, { about: 'job-1' });
    expect(asked).toEqual([expect.objectContaining({ filterPattern: '"job-1"', startTime: 100 })]);
  });

  it('goes on as more comes, late lines too, and tells each once', async () => {
    const group: FilteredLogEvent[] = [event(1000, 'first')];
    const { client, asked } = logsWith({ '/aws/lambda/dropforge-prod-api': group });
    const interrupt = new AbortController();
    const lines: string[] = [];
    for await (const { text } of cloudWatch(
      client,
      'dropforge-prod',
      1,
    )({ ...wanted, follow: true, signal: interrupt.signal })) {
      lines.push(text);
      if (text === 'first') group.push(event(900, 'late'), event(2000, 'second'));
      if (text === 'second') setTimeout(() => interrupt.abort(), 20);
    }
    expect(lines).toEqual(['first', 'late', 'second']);
    expect(asked.length).toBeGreaterThan(3);
  });

  it('says what to look at where there is no such stage', async () => {
    await expect(told(logsWith({}).client)).rejects.toThrow(/look at --stage/);
  });
});
