import { jsonPatchOperation } from '#schemas/findings.ts';
import { isObject } from '#schemas/json.ts';
import { valueAt } from '../../document/json-patch.ts';
import { tokensOf } from '../../document/pointer.ts';
import type { Fixer } from '../fix.ts';
import { mayHaveMacros } from '../macros.ts';
import { resourceAt, typesAt } from '../schema.ts';
import { ask } from './parameter.ts';
import { typeOfProperty } from './typed.ts';

/** Names that nothing outside the resource knows: the logical id does for them. */
const ownNames = new Set(['PolicyName', 'MetricName']);

/** What points at something that exists already, and so can be asked for. */
const pointsElsewhere = /(Arn|ARN|Id|KeyName|AvailabilityZone)$|^(Role|ServiceRole|Bucket)$/;

export const askRequired: Fixer = {
  name: 'required-property',
  mends:
    "A required property that is missing: a name of its own is the logical id's, what exists elsewhere is asked for. Nothing else is made up",
  rules: ['F3003', 'E3003'],
  fix({ finding, pointer }, { template, registry }) {
    const property = /^'(\w+)' is a required property/.exec(finding.message)?.[1];
    const tokens = tokensOf(pointer);
    const [section, id = ''] = tokens;
    const object = valueAt(template, pointer);
    if (property === undefined || section !== 'Resources' || !isObject(object) || Object.hasOwn(object, property))
      return undefined;
    if (Object.keys(object).length === 0 || mayHaveMacros(template)) return undefined;
    const isText = typesAt(template, registry, [...tokens, property]).some(({ type }) => type === 'string');
    if (!isText) return undefined;
    const path = `${pointer}/${property}`;
    if (ownNames.has(property) && tokens.length === 3)
      return { patch: [{ op: 'add', path, value: id }], description: `${property}: ${id} added, the logical id` };
    if (!pointsElsewhere.test(property)) return undefined;
    const { name, patch } = ask(template, `${id}${property}`, {
      Type: typeOfProperty(property, false, resourceAt(template, registry, tokens)?.type) ?? 'String',
      Description: `${property} of ${id}`,
    });
    return {
      patch: [...patch, jsonPatchOperation.parse({ op: 'add', path, value: { Ref: name } })],
      description: `${property}, which is required, asked for by the parameter ${name}`,
    };
  },
};
