import { isObject } from '#schemas/json.ts';
import { arn, nameInArn } from '../../place.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-archive.html; RetentionDays has no meaning in memory. */
export const archive: Kind = {
  type: 'AWS::Events::Archive',
  phase: 'triggers',
  identity: (naming) => {
    const name = physicalName(naming, 'ArchiveName');
    return { ref: name, attributes: { Arn: arn(naming.place, 'events', `archive/${name}`) } };
  },
  create: ({ identity, properties: { SourceArn, EventPattern } }, { bridge }) =>
    bridge.archives.add({
      name: identity.ref,
      bus: nameInArn(String(SourceArn)),
      ...(isObject(EventPattern) && { pattern: EventPattern }),
    }),
};
