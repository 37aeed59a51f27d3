import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { jsonIn } from './parse/json.ts';
import type { SecretMarker } from './resource.ts';
import { type ScriptPart, withoutSecretParts } from './secret-parts.ts';
import { holdsSecret, isReference, nameTellsSecret } from './secret-patterns.ts';

/** The marker that stands in a secret's place; `hint` is the name it was under, never the value. */
export const secretMarker = (hint: string): SecretMarker => ({ 'Dropforge::Secret': { hint } });

const nameKeys = ['Name', 'name', 'Key', 'key', 'ParameterKey', 'OptionName', 'EnvironmentName'] as const;
const valueKeys = new Set(['Value', 'value', 'ParameterValue', 'Values']);

const intrinsic = /^(Ref|Condition|Fn::[A-Za-z0-9:]+)$/;

const isIntrinsic = (object: JsonObject) => {
  const [key, ...others] = Object.keys(object);
  return key !== undefined && others.length === 0 && intrinsic.test(key);
};

/** The name that a `{ Name, Value }` pair gives its value: a container's variable, a parameter, an option. */
const pairName = (object: JsonObject): string | undefined => {
  for (const key of nameKeys) {
    const name = object[key];
    if (typeof name === 'string') return name;
  }
  return undefined;
};

const isSecureString = (object: JsonObject) => object.Type === 'SecureString';

const isScriptName = (name: string): boolean => /^user_?data(_?base64)?$/i.test(name);

/** UserData travels in base64; what it holds is judged as the script it is. */
const scriptOf = (name: string, text: string): string =>
  isScriptName(name) && /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : text;

const isSecretText = (name: string, text: string): boolean => {
  if (text === '' || isReference(text)) return false;
  if (nameTellsSecret(name, text) || holdsSecret(scriptOf(name, text))) return true;
  const inner = jsonIn(text);
  // What can't be looked into may hold anything.
  return inner === 'beyond-limits' || (inner !== undefined && contains(inner.value, name));
};

/** In the place of a script: the script without its secrets if they can be cut out for sure, else nothing of it. */
const scriptMarker = (name: string, text: string): SecretMarker => {
  const isScript = scriptOf(name, text) !== text && !scriptOf(name, text).includes('\ufffd');
  const script = isScript ? withoutSecretParts(scriptOf(name, text)) : undefined;
  return script ? { 'Dropforge::Secret': { hint: name, script } } : secretMarker(name);
};

/** True if masking would change anything. */
const contains = (value: JsonValue, name: string): boolean => masked(value, name) !== value;

const maskedEntry = (object: JsonObject, key: string, value: JsonValue, outer: string): JsonValue => {
  const isValue = valueKeys.has(key);
  if (isValue && isSecureString(object) && typeof value === 'string') return secretMarker(pairName(object) ?? key);
  const name = isValue ? (pairName(object) ?? outer) : key;
  return masked(value, name);
};

/** A template parameter's default is the value of what the parameter is called. */
const maskedParameter = (object: JsonObject, name: string): JsonObject => {
  const secret = typeof object.Default === 'string' && object.Default !== '';
  const hidden =
    secret && (object.NoEcho === true || object.NoEcho === 'true' || isSecretText(name, String(object.Default)));
  return hidden ? { ...object, Default: secretMarker(name) } : object;
};

const markers = (parts: readonly ScriptPart[]): JsonValue[] =>
  parts.map((part) => (typeof part === 'string' ? part : secretMarker(part.hint)));

/** A script in a template, with markers in the places of its secrets: joined, or as variables of its `Fn::Sub`. */
const markedScript = (value: JsonValue): JsonObject | undefined => {
  const text = isObject(value) && isIntrinsic(value) ? value['Fn::Sub'] : value;
  const parts = typeof text === 'string' && holdsSecret(text) ? withoutSecretParts(text) : undefined;
  if (!parts) return undefined;
  if (typeof value === 'string') return { 'Fn::Join': ['', markers(parts)] };
  if (String(text).includes('DropforgeSecret')) return undefined;
  const nameOf = (at: number) => `DropforgeSecret${at}`;
  const script = parts.map((part, at) => (typeof part === 'string' ? part : `\${${nameOf(at)}}`)).join('');
  const variables = markers(parts).flatMap((part, at): [string, JsonValue][] =>
    typeof part === 'string' ? [] : [[nameOf(at), part]],
  );
  return { 'Fn::Sub': [script, Object.fromEntries(variables)] };
};

/**
 * Only what stands in an intrinsic function literally can be a secret by its name; the rest are logical ids and templates.
 * A branch of `Fn::If` is a value like any other; of a start-up script the secrets are replaced
 * where they can be cut out for sure; any other function is replaced whole.
 */
const maskedIntrinsic = (object: JsonObject, outer: string): JsonValue => {
  const [[key = '', value = null] = []] = Object.entries(object);
  if (key === 'Fn::If' && Array.isArray(value)) {
    const [condition = null, ...branches]: JsonValue[] = value;
    const inner = branches.map((branch) => masked(branch, outer));
    return inner.some((branch, at) => branch !== branches[at]) ? { 'Fn::If': [condition, ...inner] } : object;
  }
  const script = key === 'Fn::Base64' && isScriptName(outer) ? markedScript(value) : undefined;
  if (script) return { 'Fn::Base64': script };
  const isLiteral = typeof value === 'string' && (key === 'Fn::Sub' || key === 'Fn::Base64') && !value.includes('${');
  const name = isLiteral ? outer : '';
  return masked(value, name) !== value ? secretMarker(outer) : object;
};

const maskedObject = (object: JsonObject, outer: string): JsonValue => {
  if (isIntrinsic(object)) return maskedIntrinsic(object, outer);
  let changed = false;
  const entries = Object.entries(object).map(([key, value = null]) => {
    const inner = maskedEntry(object, key, value, outer);
    changed ||= inner !== value;
    return [key, inner] as const;
  });
  return changed ? Object.fromEntries(entries) : object;
};

const masked = (value: JsonValue, name: string): JsonValue => {
  if (typeof value === 'string') return isSecretText(name, value) ? scriptMarker(name, value) : value;
  if (Array.isArray(value)) {
    const items = value.map((each: JsonValue) => masked(each, name));
    return items.some((each, index) => each !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  if (value['Dropforge::Secret'] !== undefined) return value;
  return maskedObject(value, name);
};

/**
 * A copy in which every secret value is a marker, told by its name (`MasterUserPassword`, `DB_PASSWORD`) or by what it
 * looks like (keys, tokens, connection strings). An intrinsic function around a secret is replaced whole, a start-up script only in parts. References to
 * secrets (ARNs, `{{resolve:…}}`, parameter paths, `Ref`) stay.
 */
export const maskSecrets = (object: JsonObject): JsonObject => {
  const result = masked(object, '');
  return isObject(result) ? result : object;
};

/** The same for a template's sections, where a parameter's name tells what its default is. */
export const maskSections = (sections: JsonObject): JsonObject => {
  const parameters = isObject(sections.Parameters) ? sections.Parameters : undefined;
  if (!parameters) return maskSecrets(sections);
  const hidden = Object.entries(parameters).map(
    ([name, value]) => [name, isObject(value) ? maskedParameter(value, name) : value] as const,
  );
  return maskSecrets({ ...sections, Parameters: Object.fromEntries(hidden) });
};
