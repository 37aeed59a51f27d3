import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { CommandError } from '../command.ts';
import { type LogLine, timeOf } from './line.ts';
import type { Source, Wanted } from './source.ts';

/** FilterLogEvents is allowed five times a second at the least. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const pollMs = 3_000;

/** A line may be found this long after the one that was written before it. */
const lateMs = 30_000;

/** Of all functions of a deployment. Its name may be the beginning of another's: what follows it must be one word. */
const groupsOf = async (logs: CloudWatchLogsClient, name: string): Promise<readonly string[]> => {
  const prefix = `/aws/lambda/${name}-`;
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: prefix }))
    names.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
  const found = names.filter((group) => /^[a-z]+$/.test(group.slice(prefix.length)));
  if (found.length > 0) return found;
  throw new CommandError(
    `There are no log groups ${prefix}* in this account and Region: look at --stage, AWS_PROFILE and AWS_REGION.`,
  );
};

const eventsOf = async (
  logs: CloudWatchLogsClient,
  logGroupName: string,
  startTime: number,
  about: string | undefined,
): Promise<readonly (FilteredLogEvent & { readonly stage: string })[]> => {
  const stage = logGroupName.slice(logGroupName.lastIndexOf('-') + 1);
  const found: (FilteredLogEvent & { stage: string })[] = [];
  const wanted = { logGroupName, startTime, ...(about !== undefined && { filterPattern: `"${about}"` }) };
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, wanted))
    found.push(...events.map((event) => ({ ...event, stage })));
  return found;
};

/** CloudWatch tells when a batch of lines came, a line itself when it was written. */
const writtenAt = ({ message = '', timestamp = 0 }: FilteredLogEvent): number =>
  timeOf({ stage: '', text: message, at: timestamp }) ?? timestamp;

/**
 * What CloudWatch Logs has of all functions of a deployment. Throws a `CommandError` if it knows of none. @param name
 * `dropforge-prod` @param everyMs how often it is asked where more is waited for
 */
export const cloudWatch = (logs: CloudWatchLogsClient, name: string, everyMs = pollMs): Source =>
  async function* ({ since, follow, about, signal }: Wanted): AsyncGenerator<LogLine> {
    const groups = await groupsOf(logs, name);
    const seen = new Map<string, number>();
    let newest = since;
    while (!signal.aborted) {
      const from = Math.max(since, newest - lateMs);
      const batches = await Promise.all(groups.map((group) => eventsOf(logs, group, from, about)));
      const fresh = batches
        .flat()
        .filter(({ eventId = '' }) => !seen.has(eventId))
        .sort((a, b) => writtenAt(a) - writtenAt(b));
      for (const { eventId = '', timestamp = 0, message = '', stage } of fresh) {
        seen.set(eventId, timestamp);
        newest = Math.max(newest, timestamp);
        yield { stage, text: message.trimEnd(), at: timestamp };
      }
      if (!follow) return;
      for (const [eventId, time] of seen) if (time < newest - 2 * lateMs) seen.delete(eventId);
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
