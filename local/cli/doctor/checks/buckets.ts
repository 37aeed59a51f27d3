import { GetBucketNotificationConfigurationCommand, GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { isObject } from '#schemas/json.ts';
import { type Check, failure, warning } from '../check.ts';
import { eachOf } from '../each-of.ts';
import type { Resource } from '../stage.ts';

const isToNotify = ({ properties: { NotificationConfiguration } }: Resource): boolean =>
  isObject(NotificationConfiguration) && isObject(NotificationConfiguration.EventBridgeConfiguration);
const isVersioned = ({ properties: { VersioningConfiguration } }: Resource): boolean =>
  isObject(VersioningConfiguration) && VersioningConfiguration.Status === 'Enabled';

/** Buckets tell EventBridge of what arrives, or no drop would ever start, and keep versions where the template says. */
export const bucketsCheck: Check = {
  name: 'buckets',
  run(stage) {
    const s3 = stage.client(S3Client, 'S3');
    return eachOf(stage, { type: 'AWS::S3::Bucket', noun: 'bucket' }, async (bucket) => {
      const { physicalId: Bucket } = bucket;
      const { EventBridgeConfiguration } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
      const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
      return [
        ...(isToNotify(bucket) && !EventBridgeConfiguration
          ? [
              failure(
                `bucket ${Bucket} tells EventBridge of nothing: no drop starts a job`,
                `aws s3api put-bucket-notification-configuration --bucket ${Bucket} --notification-configuration '{"EventBridgeConfiguration":{}}'; the hourly cleanup offers what came meanwhile.`,
              ),
            ]
          : []),
        ...(isVersioned(bucket) && Status !== 'Enabled'
          ? [
              warning(
                `bucket ${Bucket} keeps no versions`,
                `aws s3api put-bucket-versioning --bucket ${Bucket} --versioning-configuration Status=Enabled`,
              ),
            ]
          : []),
      ];
    });
  },
};
