import { isObject, type JsonValue } from '#schemas/json.ts';

/** The function a value calls: `Ref`, `Fn::Sub`; undefined if it is plain data. */
export const intrinsicOf = (value: JsonValue | undefined): string | undefined => {
  if (!isObject(value)) return undefined;
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'))
    ? key
    : undefined;
};

/** Functions that give one value and not a list, whatever their arguments. */
const single = new Set(['Fn::Sub', 'Fn::Join', 'Fn::Base64', 'Fn::ImportValue']);

export const givesOneValue = (intrinsic: string): boolean => single.has(intrinsic);
