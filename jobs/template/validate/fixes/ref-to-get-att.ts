import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { resourceAt } from './schema.ts';

/** The attribute that has the format which is wanted: `AWS::EC2::SecurityGroup.Id` is GroupId, any `.Arn` is Arn. */
const attributeFor = (format: string, attributes: readonly string[]): string | undefined => {
  const wanted = format.endsWith('.Arn') ? 'Arn' : format === 'AWS::EC2::SecurityGroup.Id' ? 'GroupId' : '';
  return attributes.includes(wanted) ? wanted : undefined;
};

/** What a message says is wanted of a `Ref` to a resource. */
const wantedFormat = (rule: string, message: string): string | undefined =>
  rule === 'E3050' ? '.Arn' : /does not match destination format of '([^']+)'/.exec(message)?.[1];

export const refToGetAtt: Fixer = {
  name: 'ref-to-get-att',
  mends: "A Ref that gives a resource's name where its id or ARN belongs: the attribute that gives just that",
  rules: ['E1041', 'E3050'],
  fix({ finding, pointer }, { template, registry }) {
    const value = valueAt(template, pointer);
    const format = wantedFormat(finding.rule, finding.message);
    if (!isObject(value) || typeof value.Ref !== 'string' || Object.keys(value).length > 1 || format === undefined)
      return undefined;
    const { Ref: id } = value;
    const attribute = attributeFor(format, resourceAt(template, registry, ['Resources', id])?.attributes ?? []);
    return attribute === undefined
      ? undefined
      : {
          patch: [{ op: 'replace', path: pointer, value: { 'Fn::GetAtt': [id, attribute] } }],
          description: `Ref ${id} replaced by its attribute ${attribute}`,
          gone: [`${pointer}/Ref`],
        };
  },
};
