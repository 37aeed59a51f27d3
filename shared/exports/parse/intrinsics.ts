import type { JsonValue } from '#schemas/json.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const functions = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetAtt',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'RefAll',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'ValueOf',
  'ValueOfAll',
] as const;

const names: ReadonlyMap<string, string> = new Map([
  ...functions.map((name) => [`!${name}`, `Fn::${name}`] as const),
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
]);

/** `Fn::GetAtt` takes a list in JSON; the short form joins logical id and attribute at the first dot. */
const getAttArguments = (value: JsonValue): JsonValue => {
  if (typeof value !== 'string' || !value.includes('.')) return value;
  const dot = value.indexOf('.');
  return [value.slice(0, dot), value.slice(dot + 1)];
};

/** `!Sub x` -> `{ "Fn::Sub": x }`. A tag that is no intrinsic function is left off: its value stands alone. */
export const longForm = (tag: string, value: JsonValue): JsonValue => {
  const name = names.get(tag);
  if (!name) return value;
  return { [name]: name === 'Fn::GetAtt' ? getAttArguments(value) : value };
};
