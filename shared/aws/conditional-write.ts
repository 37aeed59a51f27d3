import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** True if the conditional write went through, false if its condition did not hold. */
export const conditionHeld = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
