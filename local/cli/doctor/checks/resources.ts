import { counted } from '#shared/message/layout.ts';
import { type Check, failure, warning } from '../check.ts';

/** What the template has and the stack has not, or the other way round. */
export const resourcesCheck: Check = {
  name: 'resources',
  run: async ({ resources, lacking, surplus }) => ({
    looked: `${counted(resources.length, 'resource')} of the template are there`,
    findings: [
      ...lacking.map(({ logicalId, type, why }) =>
        failure(
          `${logicalId} (${type}): ${why}`,
          'Deploy the template again, and look at what CloudFormation says of it.',
        ),
      ),
      ...surplus.map((logicalId) =>
        warning(
          `${logicalId} is in the stack and not in the template`,
          'Deploy the template: CloudFormation takes it away.',
        ),
      ),
    ],
  }),
};
