import { converseServer } from '#shared/testing/converse.ts';
import { parameterStore } from '#shared/testing/parameter-store.ts';
import { webhookReceiver } from '#shared/testing/webhook-receiver.ts';
import { people, principalOf } from '../api-client.ts';
import { awsStub } from '../aws-stub.ts';
import { type Plan, planned } from '../faults.ts';
import { type Pipeline, startPipeline } from '../harness.ts';
import { recorded } from './recorded.ts';

const modelId = 'amazon.nova-lite-v1:0';
const webhookSecret = '/dropforge/local/webhook';
const inventoryExceptions = '/dropforge/local/exceptions';

const on = { modelEnabled: 'true', agentEnabled: 'true' };

/** The SDK tries four times: intake has to be given its message once more. */
const refusedThrice: Plan = {
  folder: 'settles',
  functionName: 'intake',
  service: 'dynamodb',
  operation: 'PutItem',
  fault: 'fail',
  times: 4,
};

export type Company = Awaited<ReturnType<typeof startCompany>>;

/**
 * The packaged service with everything switched on that a role has a statement for, each function held against its role, and
 * all that it speaks to: a model for each function that asks one, Parameter Store, an account to scan, somebody's webhook.
 */
export const startCompany = async () => {
  const record = recorded();
  const models = { generator: await converseServer(), validator: await converseServer() };
  const parameters = await parameterStore({
    [webhookSecret]: 'what only the two of us know',
    [inventoryExceptions]: '[]',
    '/dropforge/local/prompts/repair': 'Mend it, please',
  });
  const account = await awsStub({ 'eu-west-1': ['mail'] });
  const receiver = await webhookReceiver();
  const askingModel = (url: string) => ({
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    MODEL_ATTEMPT_SECONDS: '2',
    MODEL_DEADLINE_SECONDS: '4',
    MODEL_INSIGHT_RETRY_SECONDS: '10',
  });
  const pipeline: Pipeline = await startPipeline({
    params: { ...on, modelId, webhookSecret, inventoryExceptions, agentModelId: modelId },
    faults: planned([refusedThrice]),
    permissions: { onDecision: record.note },
    ssmUrl: parameters.url,
    api: { auth: 'iam', credentials: Object.values(people) },
    // Nobody dies here: a lease may be as long as an engine takes to start on a busy machine.
    env: {
      SETTLE_SECONDS: '3',
      TIMEOUT_SECONDS: '60',
      ADMIN_PRINCIPALS: principalOf('Admin'),
      API_RATE_PER_SECOND: '0',
      WEBHOOK_ALLOW: `127.0.0.1:${receiver.port}`,
      ...account.env,
    },
    envOf: { generator: askingModel(models.generator.url), validator: askingModel(models.validator.url) },
  });

  /** Bedrock speaks HTTP/2, which no proxy here does: what the models heard is noted as it would have been asked for. */
  const noteModels = () => {
    for (const [functionName, model] of Object.entries(models))
      for (const heard of model.heard)
        record.add(functionName, {
          action: 'bedrock:InvokeModel',
          resource: `arn:aws:bedrock:us-east-1::foundation-model/${heard.modelId}`,
          context: {},
        });
  };

  const stop = async () => {
    await pipeline.stop();
    for (const part of [models.generator, models.validator, parameters, account, receiver]) await part.close();
  };
  return { pipeline, record, models, receiver, noteModels, stop };
};
