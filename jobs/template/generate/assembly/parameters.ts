import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { TemplateParameter } from '#shared/cloudformation/template.ts';
import type { Claims } from './logical-id.ts';
import type { Placed } from './placed.ts';
import { mapObject } from './references.ts';
import { pascalCase } from './words.ts';

export type Parameters = Readonly<Record<string, TemplateParameter>>;

/** A value that stands for what the drop does not hold, or must not. */
type Marker = { readonly name: string; readonly parameter: TemplateParameter };

const member = (value: JsonValue | undefined, name: string): string | undefined => {
  const found = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
};

export const secretHint = (value: JsonValue | undefined): string | undefined =>
  isObject(value) && Object.hasOwn(value, 'Dropforge::Secret')
    ? (member(value['Dropforge::Secret'], 'hint') ?? 'Secret')
    : undefined;

const whose = ({ mapped, logicalId }: Placed): string => {
  const kind = mapped.type.split('::').slice(1).join(' ');
  return mapped.name === undefined ? `${logicalId} (${kind})` : `${mapped.name} (${kind})`;
};

/** A start-up script whose secrets were cut out, as what makes it whole again. */
const scriptOf = (value: JsonObject): JsonObject | undefined => {
  const secret = Object.hasOwn(value, 'Dropforge::Secret') ? value['Dropforge::Secret'] : undefined;
  const parts = isObject(secret) && Array.isArray(secret.script) ? secret.script : undefined;
  const whole = parts?.map((part: JsonValue) => (typeof part === 'string' ? part : { 'Dropforge::Secret': part }));
  return whole && { 'Fn::Base64': { 'Fn::Join': ['', whole] } };
};

const markerOf = (value: JsonObject, placed: Placed): Marker | undefined => {
  const hint = secretHint(value);
  if (hint !== undefined) {
    const Description = `${hint} of ${whose(placed)}: a secret, left out of the template`.slice(0, 4000);
    return { name: hint, parameter: { Type: 'String', Description, NoEcho: true } };
  }
  const asked = Object.hasOwn(value, 'Dropforge::Parameter') ? value['Dropforge::Parameter'] : undefined;
  const name = member(asked, 'name');
  if (name === undefined) return undefined;
  const Description = `${member(asked, 'description') ?? name}: ${whose(placed)}`.slice(0, 4000);
  return { name, parameter: { Type: member(asked, 'type') ?? 'String', Description } };
};

const replaceMarkers = (
  value: JsonValue | undefined,
  placed: Placed,
  make: (marker: Marker) => JsonValue,
): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item) => replaceMarkers(item, placed, make) ?? null);
  if (!isObject(value)) return value;
  const script = scriptOf(value);
  if (script) return replaceMarkers(script, placed, make);
  const marker = markerOf(value, placed);
  return marker ? make(marker) : mapObject(value, (item) => replaceMarkers(item, placed, make));
};

/** 'ApiHandlerFunction' + 'DB_PASSWORD' -> ApiHandlerFunctionDbPassword. */
const parameterName = (logicalId: string, name: string): string => {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return `${logicalId.slice(0, 150)}${pascalCase(words).slice(0, 80)}`;
};

/** More of a kind than this, and parameters of their own would take the room of all others: a template has 200. */
const many = 60;

const sharedParameters = {
  CodeS3Bucket: {
    Type: 'String',
    Description: 'The bucket that holds the deployment packages of the functions',
  },
  CodeS3KeyPrefix: {
    Type: 'String',
    Description:
      'What the keys of the deployment packages begin with; each ends with the logical id of its function and .zip',
    Default: '',
  },
  SecretsName: {
    Type: 'String',
    Description:
      'The secret in AWS Secrets Manager that holds all others, as a JSON object with the names that the template reads',
  },
} as const satisfies Parameters;

const countMarkers = (resources: readonly Placed[]): { readonly buckets: number; readonly secrets: number } => {
  let [buckets, secrets] = [0, 0];
  for (const placed of resources) {
    replaceMarkers(placed.properties, placed, ({ name, parameter }) => {
      if (parameter.NoEcho) secrets += 1;
      if (name === 'CodeS3Bucket') buckets += 1;
      return null;
    });
  }
  return { buckets, secrets };
};

/**
 * The resources with each marker replaced by a reference to a parameter of its own, and those parameters. Functions share the bucket of their
 * code; where there are too many of them, or of secrets, one parameter says where all of them are.
 */
export const parameterise = (
  resources: readonly Placed[],
  claims: Claims,
): { readonly resources: Placed[]; readonly parameters: Parameters } => {
  const parameters = new Map<string, TemplateParameter>();
  const shared = new Map<string, string>();
  const counts = countMarkers(resources);
  const share = (name: keyof typeof sharedParameters): string => {
    const id = shared.get(name) ?? claims.claim(name);
    shared.set(name, id);
    parameters.set(id, sharedParameters[name]);
    return id;
  };
  const changed = resources.map((placed): Placed => {
    const make = ({ name, parameter }: Marker): JsonValue => {
      const wanted = parameterName(placed.logicalId, name);
      if (name === 'CodeS3Bucket' && counts.buckets > 1) return { Ref: share('CodeS3Bucket') };
      if (name === 'CodeS3Key' && counts.buckets > many) {
        return { 'Fn::Sub': `\${${share('CodeS3KeyPrefix')}}${placed.logicalId}.zip` };
      }
      if (parameter.NoEcho && counts.secrets > many) {
        return { 'Fn::Sub': `{{resolve:secretsmanager:\${${share('SecretsName')}}:SecretString:${wanted}}}` };
      }
      const id = claims.claim(wanted);
      parameters.set(id, parameter);
      return { Ref: id };
    };
    return { ...placed, properties: mapObject(placed.properties, (value) => replaceMarkers(value, placed, make)) };
  });
  return { resources: changed, parameters: Object.fromEntries(parameters) };
};
