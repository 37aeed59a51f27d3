import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { ssmClient } from '#shared/aws/clients.ts';
import { costGuard } from '#shared/model/cost-guard.ts';
import { switchOff } from '#shared/model/switch.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import { ground } from '#shared/pipeline/ground.ts';

const env = parseEnv('guard');
const { logger, deps } = ground(env);
const ssm = ssmClient();

const guard = costGuard({
  off: (why) => switchOff(ssm, env.MODEL_GUARD_PARAMETER, why),
  observer: deps.observer,
});

export const handler = middy(guard).use(injectLambdaContext(logger));
