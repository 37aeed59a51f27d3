import { arn } from '../../place.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html */
export const eventBus: Kind = {
  type: 'AWS::Events::EventBus',
  phase: 'storage',
  identity: (naming) => {
    const name = physicalName(naming, 'Name');
    return { ref: name, attributes: { Arn: arn(naming.place, 'events', `event-bus/${name}`), Name: name } };
  },
  create: ({ identity }, parts) => parts.bridge.addBus(identity.ref),
};
