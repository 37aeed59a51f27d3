import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, KMSClient } from '@aws-sdk/client-kms';
import { type Check, failure, warning } from '../check.ts';
import { parsed } from '../differences.ts';
import { eachOf } from '../each-of.ts';
import { lostStatements } from '../statement-ids.ts';

/** The key of the data can be used, is not about to be deleted, and its policy lets in whom the template lets in. */
export const keysCheck: Check = {
  name: 'encryption keys',
  run(stage) {
    const kms = stage.client(KMSClient, 'KMS');
    return eachOf(stage, { type: 'AWS::KMS::Key', noun: 'key' }, async ({ physicalId: KeyId, properties }) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      const state = KeyMetadata?.KeyState ?? 'unknown';
      if (state === 'PendingDeletion')
        return [
          failure(
            `key ${KeyId} will be deleted, and all data with it`,
            `At once: aws kms cancel-key-deletion --key-id ${KeyId}; then aws kms enable-key --key-id ${KeyId}.`,
          ),
        ];
      if (state !== 'Enabled')
        return [
          failure(
            `key ${KeyId} is ${state}: no stage can read or write anything`,
            `aws kms enable-key --key-id ${KeyId}`,
          ),
        ];
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
      const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
      const lost = lostStatements(properties.KeyPolicy, parsed(Policy));
      return [
        ...lost.map((sid) =>
          failure(
            `the policy of key ${KeyId} lacks its statement ${sid}`,
            `aws kms put-key-policy --key-id ${KeyId} --policy-name default with the template's policy (resources/security.yml).`,
          ),
        ),
        ...(properties.EnableKeyRotation === true && !KeyRotationEnabled
          ? [warning(`key ${KeyId} is not rotated`, `aws kms enable-key-rotation --key-id ${KeyId}`)]
          : []),
      ];
    });
  },
};
