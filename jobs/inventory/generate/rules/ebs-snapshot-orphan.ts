import { daysUntil, instant } from '../days.ts';
import { numberAt, textAt } from '../fields.ts';
import { prices, steadyCost } from '../prices/prices.ts';
import type { Rule } from './rule.ts';

const toleratedDays = 90;

export const ebsSnapshotOrphan: Rule = {
  id: 'ebs-snapshot-orphan',
  finds: 'A snapshot that is older than 90 days and whose volume is gone',
  severity: 'low',
  service: 'ec2',
  types: ['AWS::EC2::Snapshot'],
  reads: ['Snapshots[].VolumeId', 'Snapshots[].StartTime', 'Snapshots[].Description', 'Volumes[].VolumeId'],
  page: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-snapshot.html',
  todo: 'Delete it, or let Data Lifecycle Manager or AWS Backup say how long it is wanted.',
  check: (snapshot, { find, isComplete, now }) => {
    const volumeId = textAt(snapshot, 'VolumeId');
    const taken = instant(textAt(snapshot, 'StartTime'));
    if (volumeId === undefined || !taken || daysUntil(now, taken) <= toleratedDays) return undefined;
    // An image keeps its snapshots, and backups have a plan of their own.
    if (/CreateImage|Copied for DestinationAmi|AWS Backup/i.test(textAt(snapshot, 'Description') ?? ''))
      return undefined;
    if (!isComplete('AWS::EC2::Volume', snapshot) || find('AWS::EC2::Volume', volumeId, snapshot)) return undefined;
    const size = numberAt(snapshot, 'VolumeSize') ?? 0;
    const { usd, source } = prices['ebs snapshot'];
    return {
      title: `Snapshot is older than ${toleratedDays} days and its volume is gone`,
      why: `${volumeId} does not exist any more; the snapshot is ${Math.floor(daysUntil(now, taken))} days old.`,
      evidence: { VolumeId: volumeId, StartTime: taken.toISOString() },
      cost: steadyCost(size * usd, `at most ${size} GB x ${usd} USD, less for what is incremental (us-east-1)`, source),
    };
  },
};
