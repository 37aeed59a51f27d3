import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { counted } from '#shared/message/layout.ts';
import { type Check, type Examined, type Finding, failure, warning } from '../check.ts';
import { nameOf } from '../each-of.ts';
import { ofType, type Stage } from '../stage.ts';

/** DescribeAlarms takes so many names at once. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const most = 100;

const found = async (stage: Stage, names: readonly string[]): Promise<readonly MetricAlarm[]> => {
  const client = stage.client(CloudWatchClient, 'CLOUDWATCH');
  const alarms: MetricAlarm[] = [];
  for (let at = 0; at < names.length; at += most) {
    const AlarmNames = names.slice(at, at + most);
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames, MaxRecords: most }));
    alarms.push(...MetricAlarms);
  }
  return alarms;
};

/** The page as the alarm names it: a path of the repository, or a link. */
const runbookOf = ({ AlarmDescription = '' }: MetricAlarm): string => {
  const page = /What to do: (\S+\.md)$/.exec(AlarmDescription)?.[1];
  return page ? `Follow ${page}.` : 'Look at its metric.';
};

const findingsOf = (name: string, alarm: MetricAlarm | undefined): readonly Finding[] => {
  if (!alarm)
    return [
      failure(`alarm ${name} is gone: nobody is told`, 'Take it out of the template, deploy, and deploy it again.'),
    ];
  const rings =
    alarm.StateValue === 'ALARM'
      ? [failure(`alarm ${name} rings: ${alarm.StateReason ?? ''}`.trim(), runbookOf(alarm))]
      : [];
  return alarm.ActionsEnabled === false
    ? [
        ...rings,
        warning(
          `alarm ${name} tells nobody: its actions are off`,
          `aws cloudwatch enable-alarm-actions --alarm-names ${name}`,
        ),
      ]
    : rings;
};

/** Alarms are there, tell somebody, and do not ring. */
export const alarmsCheck: Check = {
  name: 'alarms',
  async run(stage): Promise<Examined> {
    const names = ofType(stage, 'AWS::CloudWatch::Alarm').map(nameOf);
    const alarms = await found(stage, names);
    const findings = names.flatMap((name) =>
      findingsOf(
        name,
        alarms.find(({ AlarmName }) => AlarmName === name),
      ),
    );
    return { looked: counted(names.length, 'alarm'), findings };
  },
};
