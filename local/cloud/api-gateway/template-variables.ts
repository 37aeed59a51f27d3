import { isObject } from '#schemas/json.ts';

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, name) => (isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined),
    value,
  );

const asText = (value: unknown, otherwise: string): string => {
  if (value === undefined || value === null) return otherwise;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** `$context.error.message`, `${stageVariables.colour}` */
const variable = /\$(?:\{((?:context|stageVariables)(?:\.\w+)+)\}|((?:context|stageVariables)(?:\.\w+)+))/g;

/**
 * Puts `$context.…` and `$stageVariables.…` into a template of a gateway response or an access log; what is not known becomes
 * `otherwise`. Nothing else of the template language is understood there, by API Gateway either.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export const fillTemplate = (template: string, variables: Readonly<Record<string, unknown>>, otherwise = ''): string =>
  template.replace(variable, (_, braced: string | undefined, bare: string | undefined) =>
    asText(at(variables, (braced ?? bare ?? '').split('.')), otherwise),
  );
