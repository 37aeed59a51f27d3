import { jsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { intrinsicOf } from './intrinsic.ts';

type Meant = { readonly value: JsonValue; readonly said: string };

/** Fn::If whose argument is Fn::If again, or that says nothing for the case that the condition is false. */
const ifArguments = (value: JsonValue): Meant | undefined => {
  const inner = isObject(value) && intrinsicOf(value) === 'Fn::If' ? value['Fn::If'] : undefined;
  if (inner !== undefined) return { value: inner, said: 'Fn::If in Fn::If made one' };
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string'
    ? {
        value: [...value, { Ref: 'AWS::NoValue' }],
        said: 'AWS::NoValue added to Fn::If, for when its condition is false',
      }
    : undefined;
};

/** The values of Fn::Select, written after the index instead of in a list. */
const selectArguments = (value: JsonValue): Meant | undefined =>
  Array.isArray(value) &&
  value.length > 2 &&
  /^\d+$/.test(String(value[0])) &&
  value.every((one) => !Array.isArray(one))
    ? { value: [value[0] ?? 0, value.slice(1)], said: 'The values of Fn::Select made a list' }
    : undefined;

/** `[x]` where a function takes one value. */
const single = (value: JsonValue): Meant | undefined =>
  Array.isArray(value) && value.length === 1 && value[0] !== undefined
    ? { value: value[0], said: 'A list of one made a single value' }
    : undefined;

/** The parts of Fn::Join without its delimiter: joined by nothing. */
const joinArguments = (value: JsonValue): Meant | undefined =>
  Array.isArray(value) &&
  value.length > 2 &&
  typeof value[0] === 'string' &&
  value[0].length <= 2 &&
  value.every((one) => !Array.isArray(one))
    ? { value: [value[0], value.slice(1)], said: 'The parts of Fn::Join made a list' }
    : undefined;

/** The region of an Availability Zone, where a region belongs. */
const region = (value: JsonValue): Meant | undefined => {
  const zone = typeof value === 'string' ? /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/.exec(value)?.[1] : undefined;
  return zone === undefined ? single(value) : { value: zone, said: `${value} is a zone: its region ${zone} given` };
};

const byFunction: Readonly<Record<string, (value: JsonValue) => Meant | undefined>> = {
  'Fn::If': ifArguments,
  'Fn::Select': selectArguments,
  'Fn::Join': joinArguments,
  'Fn::Base64': single,
  'Fn::ImportValue': single,
  'Fn::GetAZs': region,
};

export const functionArguments: Fixer = {
  name: 'function-arguments',
  mends: 'A function whose arguments are in the wrong shape, and in another say one thing',
  rules: ['E1015', 'E1016', 'E1017', 'E1021', 'E1022', 'F0013', 'E1028'],
  fix({ pointer }, { template }) {
    const name = /\/(Fn::\w+)$/.exec(pointer)?.[1] ?? '';
    const value = valueAt(template, pointer);
    const meant = value === undefined || !Object.hasOwn(byFunction, name) ? undefined : byFunction[name]?.(value);
    return (
      meant && {
        patch: [jsonPatchOperation.parse({ op: 'replace', path: pointer, value: meant.value })],
        description: meant.said,
        gone: [pointer],
      }
    );
  },
};

export const functionProperty: Fixer = {
  name: 'function-property',
  mends: "Something in a function's argument that the function does not know",
  rules: ['E1033'],
  fix({ finding, pointer }, { template }) {
    const name = /^Additional properties are not allowed \('([^']+)' was unexpected/.exec(finding.message)?.[1];
    if (name === undefined || !pointer.endsWith(`/${name}`) || !/\/Fn::\w+\/[^/]+$/.test(pointer)) return undefined;
    const said = JSON.stringify(valueAt(template, pointer)).slice(0, 80);
    return {
      patch: [{ op: 'remove', path: pointer }],
      description: `${name} ${said} removed: the function knows no such argument`,
    };
  },
};
