import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { isObject } from '#schemas/json.ts';
import { type Check, type Examined, failure } from '../check.ts';
import { unseen } from '../refusal.ts';
import { ofType, type Stage } from '../stage.ts';

const modelsOf = (stage: Stage): readonly string[] => {
  const named = ofType(stage, 'AWS::Lambda::Function').flatMap(({ properties: { Environment } }) => {
    const variables = isObject(Environment) && isObject(Environment.Variables) ? Environment.Variables : {};
    return variables.MODEL_ENABLED === 'true' ? [variables.MODEL_ID, variables.MODEL_FALLBACK_ID] : [];
  });
  return [...new Set(named.filter((id) => typeof id === 'string' && id !== ''))] as readonly string[];
};

const isRefused = (error: unknown): boolean =>
  error instanceof Error && /AccessDenied|ResourceNotFound/.test(error.name);

/** Asks each model for one token, which costs less than a thousandth of a cent: nothing else tells for certain that it may be asked. */
const ask = async (stage: Stage, modelId: string) => {
  const client = stage.client(BedrockRuntimeClient, 'BEDROCK_RUNTIME');
  const messages = [{ role: 'user' as const, content: [{ text: 'ping' }] }];
  try {
    await client.send(new ConverseCommand({ modelId, messages, inferenceConfig: { maxTokens: 1 } }));
    return [];
  } catch (error) {
    const todo =
      'Ask for access in the console of Bedrock (Model access), in the Region of the stage; without a model everything works by its rules.';
    return [isRefused(error) ? failure(`model ${modelId} may not be asked`, todo) : unseen(`model ${modelId}`, error)];
  }
};

/** Where a model is switched on, it answers. */
export const modelCheck: Check = {
  name: 'model',
  async run(stage): Promise<Examined> {
    const models = modelsOf(stage);
    const findings = await Promise.all(models.map((model) => ask(stage, model)));
    return { looked: models.length === 0 ? 'switched off' : models.join(', '), findings: findings.flat() };
  },
};
