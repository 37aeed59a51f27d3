import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { isObject, type JsonObject } from '#schemas/json.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

const sendsEvents = (properties: JsonObject): boolean => {
  const notifications = properties.NotificationConfiguration;
  if (!isObject(notifications)) return false;
  const others = Object.keys(notifications).filter((name) => name !== 'EventBridgeConfiguration');
  if (others.length > 0) throw new Error(`NotificationConfiguration.${others[0]} is not emulated`);
  const configuration = notifications.EventBridgeConfiguration;
  return isObject(configuration) && String(configuration.EventBridgeEnabled ?? true) === 'true';
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucket: Kind = {
  type: 'AWS::S3::Bucket',
  phase: 'storage',
  identity: (naming) => {
    const name = physicalName(naming, 'BucketName').toLowerCase();
    return {
      ref: name,
      attributes: {
        Arn: `arn:${naming.place.partition}:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${naming.place.region}.amazonaws.com`,
      },
    };
  },
  create: async ({ identity, properties }, parts) => {
    const events = sendsEvents(properties);
    await parts.s3.send(new CreateBucketCommand({ Bucket: identity.ref }));
    if (events) parts.uploads.watch(identity.ref);
  },
};
