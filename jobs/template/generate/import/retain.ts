import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Placed } from '../assembly/placed.ts';

/**
 * The resources as an import takes them: each with a DeletionPolicy, which CloudFormation asks for, so that neither a rolled back import nor
 * a deleted stack deletes what was there before; and depending on nothing that is not imported with them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
export const retain = (resources: readonly Placed[]): Placed[] => {
  const ids = new Set(resources.map(({ logicalId }) => logicalId));
  return resources.map((placed) => {
    const { DependsOn, ...attributes } = placed.attributes;
    const after = dependencies(DependsOn).filter((id) => ids.has(id));
    return {
      ...placed,
      attributes: {
        ...attributes,
        ...(after.length > 0 && { DependsOn: after.length === 1 ? after[0] : after }),
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      },
    };
  });
};

const dependencies = (value: JsonValue | undefined): string[] => {
  const list: readonly JsonValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((id) => typeof id === 'string');
};

/** "As part of the import operation, you cannot modify or add [Outputs]": CloudFormation refuses a change set that has any. */
export const withoutOutputs = ({
  Outputs,
  ...sections
}: JsonObject): { readonly sections: JsonObject; readonly findings: readonly Finding[] } => {
  const names = isObject(Outputs) ? Object.keys(Outputs) : [];
  if (names.length === 0) return { sections, findings: [] };
  const message = `An import may not bring outputs along, so these are not in the template: ${names.join(', ')}.`;
  const hint = 'Add them with an update of the stack once the import is done.';
  return { sections, findings: [{ rule: 'import-without-outputs', severity: 'INFO', message, hint }] };
};
