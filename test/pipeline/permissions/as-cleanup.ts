import type { Cloud } from '#local/cloud/cloud.ts';
import { artifactStore } from '#shared/aws/artifact-store.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { configuredOverdueDigest } from '#shared/notification/digest/overdue.ts';
import { dropStore } from '#shared/pipeline/drop-store.ts';
import { forgetSources } from '#shared/pipeline/forget.ts';
import { jobStore } from '#shared/pipeline/job-store.ts';
import { offerTo, sweep } from '#shared/pipeline/sweep.ts';
import { memoryObserver } from '#shared/testing/memory.ts';
import { clientsAs, output } from './session.ts';

/** What cleanup does every hour, with its rights and at another time: nobody waits two days for a test. */
export const hourlyAt = async (cloud: Cloud, time: Date) => {
  const { s3, sqs, dynamo } = await clientsAs(cloud, 'cleanup');
  const table = output(cloud, 'JobsTableName');
  const observer = memoryObserver();
  const now = () => time;
  const stores = {
    jobs: jobStore(dynamo, table),
    inputs: objectStore(s3, output(cloud, 'InputBucketName')),
    artifacts: artifactStore(s3, output(cloud, 'OutputBucketName')),
    archive: artifactStore(s3, output(cloud, 'ArchiveBucketName')),
  };
  // Intake has heard of every drop here: as if S3's notifications had been lost, none of its records is found.
  const drops = { ...dropStore(dynamo, table, 1), get: async () => undefined };
  const offer = offerTo(sqs, output(cloud, 'IntakeQueueUrl'), now);
  const queues = { JOBS_TABLE: table, NOTIFIER_QUEUE_URL: output(cloud, 'NotifierQueueUrl') };
  return {
    sweep: sweep({ ...stores, drops, offer, observer, now }),
    forget: forgetSources({ ...stores, observer, now }),
    overdue: configuredOverdueDigest(queues, { sqs, dynamo, observer, now }),
    observer,
  };
};
