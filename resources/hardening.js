/** What a deployment may ask of every function beyond what it does: a key, a network, regions that data must not leave. */
import { arn, messageKey } from './key.js';
import { functionNetwork } from './network.js';
import { allowedRegions } from './residency.js';

export const hardeningOf = async (resolveVariable) => {
  const context = { resolveVariable };
  return {
    keyArn: await arn(context),
    messageKey: await messageKey(context),
    network: await functionNetwork(context),
    regions: await allowedRegions(context),
  };
};
