import { isObject, type JsonObject } from '#schemas/json.ts';

const known = /^AWS::(Serverless-2016-10-31|LanguageExtensions|CodeDeployBlueGreen|SecretsManager-[\w-]+)$/;

/** Whether a macro of somebody's own may give a meaning to what CloudFormation itself does not know. */
export const mayHaveMacros = (template: JsonObject): boolean => {
  const { Transform: transform } = template;
  const names = Array.isArray(transform) ? transform : transform === undefined || transform === null ? [] : [transform];
  return names.some((one) => !(typeof one === 'string' && known.test(one))) || hasOwnFunctions(template);
};

/** `Fn::Transform` below, or Rain's directives: somebody else reads this template before CloudFormation does. */
const hasOwnFunctions = (template: JsonObject): boolean =>
  Object.keys(template).some((name) => name === 'Rain' || name === 'Modules') ||
  /"(Fn::Transform|(Fn::)?Rain::\w+)":/.test(JSON.stringify(isObject(template.Resources) ? template.Resources : {}));
