import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Check, type Examined, type Finding, failure, warning } from '../check.ts';

/** What is signed five minutes too early or too late is refused. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const refusedMs = 5 * 60_000;
/** A header tells whole seconds, and takes a while to come. */
const noticedMs = 15_000;

/** @param ms how far ours is ahead */
export const skewFindings = (ms: number): readonly Finding[] => {
  const found = `the clock of this machine is ${Math.round(Math.abs(ms) / 1000)} s ${ms > 0 ? 'ahead of' : 'behind'} AWS's`;
  if (Math.abs(ms) >= refusedMs)
    return [failure(`${found}: requests that it signs are refused`, 'Set it: timedatectl set-ntp true.')];
  return Math.abs(ms) >= noticedMs ? [warning(found, 'Set it: timedatectl set-ntp true.')] : [];
};

/** The `Date` that a service answers with, held against ours in the middle of the call. */
export const clockCheck: Check = {
  name: 'clock',
  isLocal: true,
  async run(stage): Promise<Examined> {
    const sqs = stage.client(SQSClient, 'SQS');
    let date: string | undefined;
    sqs.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { headers = {} } = result.response as { headers?: Readonly<Record<string, string>> };
        date = headers.date;
        return result;
      },
      { step: 'deserialize', name: 'readDate', priority: 'low' },
    );
    const before = Date.now();
    await sqs.send(new ListQueuesCommand({ QueueNamePrefix: stage.name, MaxResults: 1 }));
    const middle = (before + Date.now()) / 2;
    const theirs = Date.parse(date ?? '');
    if (Number.isNaN(theirs))
      return {
        looked: 'AWS did not tell its time',
        findings: [
          { state: 'unknown', found: 'AWS did not tell its time', todo: 'Ask again without a proxy between.' },
        ],
      };
    const ahead = middle - theirs - 500;
    return { looked: `within ${Math.ceil(Math.abs(ahead) / 1000)} s`, findings: skewFindings(ahead) };
  },
};
