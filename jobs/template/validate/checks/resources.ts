import { isObject, type JsonObject } from '#schemas/json.ts';

export type DeclaredResource = {
  readonly logicalId: string;
  readonly type: string;
  readonly resource: JsonObject;
  readonly properties: JsonObject;
};

/** The resources of a template that are written as CloudFormation wants them; `Fn::ForEach` and what is malformed is passed over. */
export const resourcesOf = (template: JsonObject): DeclaredResource[] => {
  const { Resources } = template;
  if (!isObject(Resources)) return [];
  return Object.entries(Resources).flatMap(([logicalId, resource]) => {
    if (!isObject(resource) || typeof resource.Type !== 'string') return [];
    const properties = isObject(resource.Properties) ? resource.Properties : {};
    return [{ logicalId, type: resource.Type, resource, properties }];
  });
};
