import { instant, isoDate } from '../days.ts';
import { textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const ec2Image: Rule = {
  id: 'ec2-image',
  finds: 'An instance whose image is deprecated or gone',
  severity: 'medium',
  service: 'ec2',
  types: ['AWS::EC2::Instance'],
  reads: ['Reservations[].Instances[].ImageId', 'Images[].DeprecationTime', 'Images[].State'],
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html',
  todo: 'Build the instance anew from a current image; from this one it can soon not be built again.',
  check: (instance, { find, isComplete, now }) => {
    const imageId = textAt(instance, 'ImageId');
    if (imageId === undefined) return undefined;
    const image = find('AWS::EC2::Image', imageId, instance);
    if (!image) {
      if (!isComplete('AWS::EC2::Image', instance)) return undefined;
      const why = `${imageId} cannot be seen any more: it was deregistered, or is not shared with this account.`;
      return { title: 'Instance runs from an image that is gone', why, evidence: { ImageId: imageId } };
    }
    const deprecated = instant(textAt(image, 'DeprecationTime'));
    if (!deprecated || deprecated > now) return undefined;
    return {
      title: 'Instance runs from a deprecated image',
      why: `${imageId} (${image.name ?? 'without a name'}) was deprecated on ${isoDate(deprecated)}.`,
      evidence: { ImageId: imageId, DeprecationTime: deprecated.toISOString() },
      due: isoDate(deprecated),
    };
  },
};
