import { stringify } from 'yaml';
import { isObject, type JsonValue } from '#schemas/json.ts';

/** A scalar, or a collection on one line, that reads the same in YAML 1.1 and 1.2 and in flow style. */
const flow = (value: JsonValue, isJson: boolean): string => {
  if (isJson || typeof value !== 'string') return JSON.stringify(value);
  return /^[A-Za-z]([\w./:+=@-]*[\w/])?$/.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value)
    ? value
    : `'${value.replaceAll("'", "''")}'`;
};

const isCollection = (value: JsonValue): boolean =>
  (Array.isArray(value) && value.length > 0) || (isObject(value) && Object.keys(value).length > 0);

/** The value as block YAML, its lines after the first indented by `indent` spaces. */
const block = (value: JsonValue, indent: number): string =>
  stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, singleQuote: true })
    .trimEnd()
    .replaceAll('\n', `\n${' '.repeat(indent)}`);

/** A call whose argument is one text, as people write it in YAML: `!Ref Name`. Undefined for any other value. */
const shortForm = (value: JsonValue): string | undefined => {
  if (!isObject(value)) return undefined;
  const [[name, argument] = ['', null], ...others] = Object.entries(value);
  if (others.length > 0) return undefined;
  const isPath = Array.isArray(argument) && argument.length === 2 && argument.every((one) => typeof one === 'string');
  const text = name === 'Fn::GetAtt' && isPath ? argument.join('.') : argument;
  if (!['Ref', 'Fn::Sub', 'Fn::GetAtt'].includes(name) || typeof text !== 'string' || text.includes('\n'))
    return undefined;
  return `!${name.replace('Fn::', '')} ${flow(text, false)}`;
};

/** How a value is to be written where it goes. */
export type Style = { readonly isJson: boolean; readonly inFlow: boolean };

/** What stands after `Key:` or `- ` of a line indented by `indent`, the space before it included. */
export const renderAfter = (value: JsonValue, { isJson, inFlow }: Style, indent: number): string => {
  if (isJson) return ` ${JSON.stringify(value)}`;
  const call = shortForm(value);
  if (call !== undefined) return ` ${call}`;
  if (isCollection(value)) {
    return inFlow ? ` ${JSON.stringify(value)}` : `\n${' '.repeat(indent + 2)}${block(value, indent + 2)}`;
  }
  if (typeof value === 'string' && value.includes('\n')) return ` ${JSON.stringify(value)}`;
  return ` ${flow(value, isJson)}`;
};

/** A value in flow style: what may replace a scalar anywhere but behind a tag, which allows for no second one. */
export const renderFlow = (value: JsonValue, isJson: boolean, isTagged = false): string =>
  (isJson || isTagged ? undefined : shortForm(value)) ?? plainFlow(value, isJson);

const plainFlow = (value: JsonValue, isJson: boolean): string =>
  isCollection(value) || (typeof value === 'string' && value.includes('\n'))
    ? JSON.stringify(value)
    : flow(value, isJson);

/** A string with the quotes of the text it replaces. */
export const renderLike = (value: string, source: string): string => {
  if (source.startsWith('"')) return JSON.stringify(value);
  if (source.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  return renderFlow(value, false);
};
