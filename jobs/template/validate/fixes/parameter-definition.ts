import { jsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fix, Fixer } from './fix.ts';
import { add, replace } from './operation.ts';
import { shown } from './shown.ts';

/** Names that other languages have for CloudFormation's types. */
const types: Readonly<Record<string, string>> = {
  string: 'String',
  str: 'String',
  text: 'String',
  number: 'Number',
  int: 'Number',
  integer: 'Number',
  float: 'Number',
  double: 'Number',
  list: 'CommaDelimitedList',
  array: 'CommaDelimitedList',
  commadelimitedlist: 'CommaDelimitedList',
};

const booleans = ['true', 'false'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const isType = (value: unknown): value is string =>
  typeof value === 'string' && /^(String|Number|CommaDelimitedList|List<\w[\w:]*>|AWS::[\w:]+)$/.test(value);

/** Of a type that nobody knows the value is text, as which anything is passed; of a Systems Manager parameter too. */
const anyText = (type: JsonValue | undefined): string | undefined => {
  if (/^AWS::SSM::Parameter::Value<\w+>$/.test(String(type))) return 'AWS::SSM::Parameter::Value<String>';
  return /^\w+$/.test(String(type)) ? 'String' : undefined;
};

/** A boolean is text to CloudFormation, of which it allows two. */
const asBoolean = (pointer: string, parameter: JsonObject): Fix => {
  const allowed = Object.hasOwn(parameter, 'AllowedValues') ? [] : [add(`${pointer}/AllowedValues`, booleans)];
  const { Default: value } = parameter;
  const text = typeof value === 'boolean' ? [replace(`${pointer}/Default`, String(value))] : [];
  return {
    patch: [{ op: 'replace', path: `${pointer}/Type`, value: 'String' }, ...allowed, ...text],
    description: "Type Boolean, which CloudFormation lacks, written as String with 'true' and 'false'",
  };
};

export const parameterType: Fixer = {
  name: 'parameter-type',
  mends: "A parameter's type that goes by another name elsewhere",
  rules: ['F2002'],
  fix({ pointer }, { template }) {
    const path = pointer.replace(/\/Type$/, '');
    const parameter = valueAt(template, path);
    const name = isObject(parameter) && typeof parameter.Type === 'string' ? parameter.Type.toLowerCase() : '';
    if (!isObject(parameter)) return undefined;
    if (name === 'boolean' || name === 'bool') return asBoolean(path, parameter);
    const meant = Object.hasOwn(types, name) ? types[name] : anyText(parameter.Type);
    return meant === undefined || meant === parameter.Type
      ? undefined
      : {
          patch: [{ op: 'replace', path: `${path}/Type`, value: meant }],
          description: `Type ${parameter.Type} written as ${meant}`,
        };
  },
};

export const parameterWithoutType: Fixer = {
  name: 'parameter-without-type',
  mends:
    'A parameter without a type: what it holds under a wrong name if that is one, else text, as which anything is passed',
  rules: ['E2001'],
  fix({ finding, pointer }, { template }) {
    const [section, , ...rest] = tokensOf(pointer);
    const parameter = valueAt(template, pointer);
    if (section !== 'Parameters') return undefined;
    if (rest.length === 0 && parameter === null)
      return {
        patch: [{ op: 'replace', path: pointer, value: { Type: 'String' } }],
        description: 'Type: String added',
      };
    if (rest[0] === 'Type' && parameter === null)
      return { patch: [{ op: 'replace', path: pointer, value: 'String' }], description: 'Type: String added' };
    if (!isObject(parameter) || !finding.message.endsWith("'Type' is a required property")) return undefined;
    const misnamed = Object.entries(parameter).filter(([name, value]) => /type/i.test(name) && isType(value));
    const [name] = misnamed[0] ?? [];
    if (name !== undefined && misnamed.length === 1)
      return {
        patch: [{ op: 'move', from: `${pointer}/${name}`, path: `${pointer}/Type` }],
        description: `${name} renamed to Type`,
      };
    if (Object.keys(parameter).length === 0)
      return {
        patch: [{ op: 'replace', path: pointer, value: { Type: 'String' } }],
        description: 'Type: String added',
      };
    return { patch: [{ op: 'add', path: `${pointer}/Type`, value: 'String' }], description: 'Type: String added' };
  },
};

export const parameterNoEcho: Fixer = {
  name: 'parameter-no-echo',
  mends:
    'NoEcho that is neither true nor false: who wrote it wanted something hidden, and hiding too much shows nothing',
  rules: ['E2001'],
  fix({ pointer }, { template }) {
    const [section, , attribute, ...rest] = tokensOf(pointer);
    if (section !== 'Parameters' || attribute !== 'NoEcho' || rest.length > 0) return undefined;
    const value = valueAt(template, pointer);
    if (value === undefined || isObject(value) || booleans.includes(String(value))) return undefined;
    return { patch: [replace(pointer, true)], description: `NoEcho ${shown('NoEcho', value)} written as true` };
  },
};

export const parameterDefault: Fixer = {
  name: 'parameter-default',
  mends: 'A default that the parameter itself refuses: without one it has to be given, and nothing else is let in',
  rules: ['F2012', 'F2015', 'E2001', 'E2015'],
  fix({ finding, pointer }, { template }) {
    const [section, , attribute, ...rest] = tokensOf(pointer);
    if (section !== 'Parameters' || attribute !== 'Default' || rest.length > 0) return undefined;
    const value = valueAt(template, pointer);
    const allowed = valueAt(template, pointer.replace(/Default$/, 'AllowedValues'));
    const meant = Array.isArray(allowed)
      ? allowed.filter((one) => typeof one === 'string' && one.toLowerCase() === String(value).trim().toLowerCase())
      : [];
    if (meant.length === 1 && meant[0] !== value) {
      const patch = [jsonPatchOperation.parse({ op: 'replace', path: pointer, value: meant[0] })];
      return { patch, description: `Default ${shown('Default', value)} written as ${JSON.stringify(meant[0])}` };
    }
    if (finding.rule === 'E2001' && !isObject(value)) return undefined;
    return {
      patch: [{ op: 'remove', path: pointer }],
      description: `Default ${shown('Default', value)} removed: the parameter does not allow it, so it must be given`,
    };
  },
};
