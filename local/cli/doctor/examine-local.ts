import { placeIn } from '#local/cloud/place.ts';
import { kinds } from '#local/cloud/stack/resources/index.ts';
import { readStack } from '#local/cloud/stack/stack.ts';
import { packageService } from '#local/package/package-service.ts';
import { clientConfig } from '../clients.ts';
import { CommandError } from '../command.ts';
import { runningServe } from '../serve/running.ts';
import type { Resource, Stage } from './stage.ts';

/** The embedded cloud of the `serve` that runs here, held against the template it was made of. Throws a `CommandError` if none runs. */
export const examineLocal = async (cwd: string): Promise<Stage> => {
  const running = await runningServe(cwd);
  if (!running)
    throw new CommandError(
      'No pipeline is running here: start one with "npm start -- serve", or name a deployed one with --stage.',
    );
  const { env } = running;
  const { template } = await packageService();
  const name = 'dropforge-local';
  const { resources } = readStack({
    template,
    stackName: name,
    place: placeIn(env.AWS_REGION ?? 'us-east-1'),
    sqsUrl: env.AWS_ENDPOINT_URL_SQS ?? '',
    parameters: {},
    kinds,
  });
  return {
    name,
    option: '',
    isLocal: true,
    resources: resources.map(
      ({ logicalId, type, identity, properties }): Resource => ({
        logicalId,
        type,
        physicalId: identity.ref,
        properties,
      }),
    ),
    lacking: [],
    surplus: [],
    client: (make, service) => new make(clientConfig(env, service)),
  };
};
