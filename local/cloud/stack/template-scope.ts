import { isObject, type JsonValue } from '#schemas/json.ts';
import type { Template } from '#shared/cloudformation/template.ts';
import type { Place } from '../place.ts';
import type { Identity, Naming } from './identity.ts';
import { evaluate, type Scope } from './intrinsics.ts';
import type { Kind } from './kind.ts';

export type StackOptions = {
  readonly template: Template;
  readonly stackName: string;
  readonly place: Place;
  readonly sqsUrl: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly kinds: ReadonlyMap<string, Kind>;
};

export type TemplateScope = Scope & { identity(logicalId: string): Identity; exists(logicalId: string): boolean };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html */
const pseudoParameters = ({ place, stackName }: StackOptions): Readonly<Record<string, JsonValue | undefined>> => ({
  'AWS::AccountId': place.account,
  'AWS::NoValue': undefined,
  'AWS::NotificationARNs': [],
  'AWS::Partition': place.partition,
  'AWS::Region': place.region,
  'AWS::StackId': `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stack/${stackName}/embedded`,
  'AWS::StackName': stackName,
  'AWS::URLSuffix': 'amazonaws.com',
});

const parameterValues = ({ template, parameters }: StackOptions): Readonly<Record<string, JsonValue>> => {
  const declared = template.Parameters ?? {};
  const unknown = Object.keys(parameters).find((name) => !Object.hasOwn(declared, name));
  if (unknown !== undefined) throw new Error(`The template has no parameter ${unknown}`);
  const values = Object.entries(declared).map(([name, parameter]) => {
    const value = parameters[name] ?? parameter.Default;
    if (value === undefined) throw new Error(`Parameter ${name} needs a value`);
    const isList = parameter.Type === 'CommaDelimitedList' || parameter.Type.startsWith('List<');
    return [
      name,
      isList
        ? String(value)
            .split(',')
            .map((item) => item.trim())
        : value,
    ] as const;
  });
  return Object.fromEntries(values);
};

/** Remembers what it made for a name, and says so when a name turns out to be made of itself. */
const once = <Value>(what: string, make: (name: string) => Value): ((name: string) => Value) => {
  const made = new Map<string, Value>();
  const underWay = new Set<string>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    if (underWay.has(name)) throw new Error(`${what} ${name} refers to itself`);
    underWay.add(name);
    const value = make(name);
    underWay.delete(name);
    made.set(name, value);
    return value;
  };
};

/** Gives the names of a template their meaning in the embedded cloud. Throws for a parameter without a value. */
export const templateScope = (options: StackOptions): TemplateScope => {
  const { template, stackName, place, sqsUrl, kinds } = options;
  const values: Readonly<Record<string, JsonValue | undefined>> = {
    ...parameterValues(options),
    ...pseudoParameters(options),
  };

  const resource = (logicalId: string) => {
    const found = Object.hasOwn(template.Resources, logicalId) ? template.Resources[logicalId] : undefined;
    if (found === undefined) throw new Error(`The template has no parameter or resource ${logicalId}`);
    return found;
  };

  const condition = once('Condition', (name) => {
    const expression = Object.hasOwn(template.Conditions ?? {}, name) ? template.Conditions?.[name] : undefined;
    if (expression === undefined) throw new Error(`The template has no condition ${name}`);
    return evaluate(expression, scope) === true;
  });

  const exists = (logicalId: string): boolean => {
    const name = resource(logicalId).Condition;
    return typeof name !== 'string' || condition(name);
  };

  const identity = once('Resource', (logicalId): Identity => {
    const { Type, Properties = {} } = resource(logicalId);
    const kind = kinds.get(Type);
    if (kind === undefined)
      throw new Error(`The embedded cloud does not know the resource type ${Type} (${logicalId})`);
    if (!exists(logicalId)) throw new Error(`Resource ${logicalId} is not made: its condition is false`);
    const naming: Naming = {
      logicalId,
      stackName,
      place,
      sqsUrl,
      property: (name) => (Properties[name] === undefined ? undefined : evaluate(Properties[name], scope)),
    };
    return kind.identity(naming);
  });

  const scope: TemplateScope = {
    identity,
    exists,
    condition,
    ref: (name) => (Object.hasOwn(values, name) ? values[name] : identity(name).ref),
    attribute: (logicalId, name) => {
      const value = identity(logicalId).attributes[name];
      if (value === undefined)
        throw new Error(`Fn::GetAtt ${logicalId}.${name}: the embedded cloud does not know this attribute`);
      return value;
    },
    mapping: (map, top, second) => {
      const rows = template.Mappings?.[map];
      const row = isObject(rows) ? rows[top] : undefined;
      const value = isObject(row) ? row[second] : undefined;
      if (value === undefined) throw new Error(`The template has no mapping ${map}.${top}.${second}`);
      return value;
    },
  };
  return scope;
};
