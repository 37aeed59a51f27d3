import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Registry, ResourceType } from '#shared/cloudformation/resource-type.ts';
import { evaluate, holds, type Scope } from './evaluate.ts';
import { account, madeUp, parameterValue, region, stackName } from './made-up.ts';
import { fieldOf, leaf, leavesOf, list, type ObjectNode, object, type Tree, textOf } from './tree.ts';

/** A resource of a template as if it had been deployed: every function evaluated, every id and ARN made up. */
export type Live = {
  readonly logicalId: string;
  readonly type: ResourceType;
  readonly ref: string;
  readonly properties: ObjectNode;
  /** What `Fn::GetAtt` returns. */
  attribute(name: string): string;
};

/** Types that are no resource of an account: nobody can export them. */
const unreal = /^(AWS::CloudFormation::|AWS::Serverless::|AWS::CDK::|Custom::)/;

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::StackName': stackName,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`,
  'AWS::URLSuffix': 'amazonaws.com',
};

const isList = (type: string) =>
  /^(List<|CommaDelimitedList)/.test(type) || /Value<(List<|CommaDelimitedList)/.test(type);

const parameterTree = (name: string, parameter: JsonObject): Tree => {
  const type = String(parameter.Type ?? 'String');
  const [allowed] = Array.isArray(parameter.AllowedValues) ? parameter.AllowedValues : [];
  const given = type.includes('SSM') ? undefined : parameter.Default;
  const written = given === undefined || given === '' ? (given ?? allowed ?? parameterValue(type, name)) : given;
  const value = String(typeof written === 'object' ? JSON.stringify(written) : written);
  return isList(type) ? list(value.split(',').map((each) => leaf(each.trim()))) : leaf(value);
};

const section = (template: JsonObject, name: string): JsonObject => {
  const value = template[name];
  return isObject(value) ? value : {};
};

/** Follows no chain of resources longer than any template has. */
const depthLimit = 40;

class Deployment {
  readonly #template: JsonObject;
  readonly #registry: Registry;
  readonly #evaluated = new Map<string, Tree | undefined>();
  #depth = 0;
  readonly scope: Scope;

  constructor(template: JsonObject, registry: Registry) {
    this.#template = template;
    this.#registry = registry;
    this.scope = {
      region,
      ref: (name) => this.#ref(name),
      attribute: (id, name) => this.#attribute(id, name),
      mapped: (map, first, second) => {
        const rows = section(section(template, 'Mappings'), map);
        const row = rows[first];
        return isObject(row) ? row[second] : undefined;
      },
      condition: (name) => section(template, 'Conditions')[name],
    };
  }

  resource(id: string): JsonObject | undefined {
    const resource = section(this.#template, 'Resources')[id];
    return isObject(resource) ? resource : undefined;
  }

  typeOf(id: string): ResourceType | undefined {
    const type = this.resource(id)?.Type;
    return typeof type === 'string' ? this.#registry.type(type) : undefined;
  }

  property(id: string, name: string): Tree | undefined {
    const key = `${id}.${name}`;
    if (this.#evaluated.has(key)) return this.#evaluated.get(key);
    const written = section(this.resource(id) ?? {}, 'Properties')[name];
    if (written === undefined || this.#depth > depthLimit) return undefined;
    this.#depth += 1;
    const value = evaluate(written, this.scope);
    this.#depth -= 1;
    this.#evaluated.set(key, value);
    return value;
  }

  told(id: string, name: string): string | undefined {
    return textOf(this.property(id, name));
  }

  made(id: string, name: string): string {
    const type = this.typeOf(id);
    return type ? madeUp(type, id, name, (property) => this.told(id, property)) : `${id}-${name}`.toLowerCase();
  }

  refText(id: string): string {
    const type = this.typeOf(id);
    if (!type || type.refIdentifier.length === 0) return this.made(id, 'Id');
    return type.refIdentifier.map((name) => this.told(id, name) ?? this.made(id, name)).join('|');
  }

  #ref(name: string): Tree | undefined {
    if (name === 'AWS::NoValue') return undefined;
    if (name === 'AWS::NotificationARNs') return list([]);
    if (Object.hasOwn(pseudo, name)) return leaf(pseudo[name] ?? '');
    const parameter = section(this.#template, 'Parameters')[name];
    if (isObject(parameter)) return parameterTree(name, parameter);
    if (this.resource(name)) return leaf(this.refText(name), new Set([name]));
    return undefined;
  }

  /** An attribute that is a property as well leads on to what the property names. */
  #attribute(id: string, name: string): Tree | undefined {
    if (!this.resource(id)) return undefined;
    const property = this.property(id, name);
    const beyond = property ? leavesOf(property).flatMap(({ targets }) => [...targets]) : [];
    return leaf(this.made(id, name), new Set([id, ...beyond]));
  }

  properties(id: string): ObjectNode {
    const names = Object.keys(section(this.resource(id) ?? {}, 'Properties'));
    const known = this.typeOf(id)?.properties ?? {};
    return object(
      names.flatMap((name): [string, Tree][] => {
        if (!Object.hasOwn(known, name)) return [];
        const tree = this.property(id, name);
        return tree ? [[name, tree]] : [];
      }),
    );
  }

  isThere(id: string): boolean {
    const condition = this.resource(id)?.Condition;
    return typeof condition !== 'string' || holds({ Condition: condition }, this.scope);
  }
}

/** The resources a template would make, each with its type known to the registry and a place in an account. */
export const deployed = (template: JsonObject, registry: Registry): readonly Live[] => {
  const deployment = new Deployment(template, registry);
  return Object.keys(section(template, 'Resources')).flatMap((logicalId): Live[] => {
    const type = deployment.typeOf(logicalId);
    if (!type || unreal.test(type.type) || !deployment.isThere(logicalId)) return [];
    return [
      {
        logicalId,
        type,
        ref: deployment.refText(logicalId),
        properties: deployment.properties(logicalId),
        attribute: (name) => deployment.made(logicalId, name),
      },
    ];
  });
};

export const propertyOf = ({ properties }: Live, name: string): Tree | undefined => fieldOf(properties, name);

/** What others call a resource by: what `Ref` returns, its ARN, what identifies it to Cloud Control. */
export const identifiersOf = ({ ref, type, attribute }: Live): readonly string[] => {
  const names = [
    ...type.primaryIdentifier,
    ...type.attributes.filter((name) => /^Arn$/.test(name) || name === `${type.name}Arn`),
  ];
  return [...new Set([ref, ...names.map((name) => attribute(name))])];
};

const transformsOf = ({ Transform: written }: JsonObject): readonly JsonValue[] =>
  Array.isArray(written) ? written : written === undefined ? [] : [written];

/** A template that says itself what it makes: what a macro or a preprocessor makes of it nobody knows here. */
export const isTemplate = (value: JsonValue): value is JsonObject =>
  isObject(value) &&
  isObject(value.Resources) &&
  !JSON.stringify(value).includes('"Rain::') &&
  transformsOf(value).every((each) => String(each).startsWith('AWS::'));
