/** What generator and validator may do while a model is switched on: call the named ones, and read its prompts. Nothing otherwise. */
import { readSwitch } from './cost-guard.js';
import { placeholder } from './names.js';
import { refuse } from './read-param.js';

const sub = (text) => ({ 'Fn::Sub': text });

/** An inference profile is a model behind a geography, and calls it in any of the geography's regions. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html */
const geography = /^(us|us-gov|eu|apac|jp|au|ca|global)\./;

/** What a role must be allowed to invoke for a model, or an inference profile, of this id. */
export const arnsOf = (id) => {
  if (id.startsWith('arn:')) return [id];
  const model = `foundation-model/${id.replace(geography, '')}`;
  if (!geography.test(id)) return [sub(`arn:\${AWS::Partition}:bedrock:\${AWS::Region}::${model}`)];
  return [
    sub(`arn:\${AWS::Partition}:bedrock:\${AWS::Region}:\${AWS::AccountId}:inference-profile/${id}`),
    sub(`arn:\${AWS::Partition}:bedrock:*::${model}`),
  ];
};

/** The statements, or an error that says which model is missing. */
export const statements = async ({ resolveVariable }) => {
  const enabled = await resolveVariable("param:modelEnabled, 'false'");
  if (String(enabled) !== 'true') return [];
  const ids = [await resolveVariable("param:modelId, ''"), await resolveVariable("param:modelFallbackId, ''")];
  if (ids[0] === '')
    throw refuse('modelEnabled is true, and no model is named: --param modelId=<id of a Bedrock model>');
  return [
    {
      Sid: 'AskNamedModels',
      Action: 'bedrock:InvokeModel',
      Resource: ids.filter((id) => id !== '').flatMap(arnsOf),
    },
    {
      Sid: 'ReadPrompts',
      Action: 'ssm:GetParameter',
      Resource: sub(
        `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/dropforge/${placeholder('sls:stage')}/prompts/*`,
      ),
    },
    ...(await readSwitch(resolveVariable)),
  ];
};
