import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonObject } from '#schemas/json.ts';
import type { TemplateParameter } from '#shared/cloudformation/template.ts';
import type { Claims } from './logical-id.ts';
import type { Parameters } from './parameters.ts';
import type { Placed } from './placed.ts';
import { mapObject, type Reference, rewriteReferences } from './references.ts';

/** Parameter types that CloudFormation checks, by the property a value is for. */
const typed: Readonly<Record<string, string>> = {
  ImageId: 'AWS::EC2::Image::Id',
  KeyName: 'AWS::EC2::KeyPair::KeyName',
  SubnetId: 'AWS::EC2::Subnet::Id',
  VpcId: 'AWS::EC2::VPC::Id',
};

const isList: Readonly<Record<string, string>> = {
  SecurityGroupIds: 'List<AWS::EC2::SecurityGroup::Id>',
  SecurityGroups: 'List<AWS::EC2::SecurityGroup::Id>',
  SubnetIds: 'List<AWS::EC2::Subnet::Id>',
  Subnets: 'List<AWS::EC2::Subnet::Id>',
};

/** `{ Ref }` as the whole value of `SubnetIds` must be a list, as one of its items an id. */
const typeFor = (property: string, isWhole: boolean): string => {
  const lists = Object.hasOwn(isList, property) ? isList[property] : undefined;
  if (isWhole && lists) return lists;
  return (Object.hasOwn(typed, property) ? typed[property] : undefined) ?? 'String';
};

type Missing = { readonly parameter: string; readonly type: string; readonly askedBy: string };

const isRef = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, 'Ref');

/**
 * Pieces of templates refer to what lies in other files. What no file of the drop defines becomes a parameter, so that the template
 * stands alone; `asked` are the parameters that there are already, and among those returned. With a transform the ids it will create are left alone.
 */
export const askForMissing = (
  resources: readonly Placed[],
  sections: JsonObject,
  asked: Parameters,
  claims: Claims,
): {
  readonly resources: Placed[];
  readonly sections: JsonObject;
  readonly parameters: Parameters;
  readonly findings: Finding[];
} => {
  const known = new Set([
    ...resources.map(({ logicalId }) => logicalId),
    ...Object.keys(sections.Parameters ?? {}),
    ...Object.keys(asked),
  ]);
  const mayBeCreated = (id: string) => sections.Transform !== undefined && [...known].some((own) => id.startsWith(own));
  const missing = new Map<string, Missing>();

  const replaceFor =
    (askedBy: string, property: string, isWhole: boolean) =>
    (reference: Reference): Reference | undefined => {
      const { id, attribute } = reference;
      if (known.has(id) || id.startsWith('AWS::')) return undefined;
      const wanted = `${id}${attribute ?? ''}`.replace(/[^A-Za-z0-9]/g, '') || 'Value';
      const key = `${id}.${attribute ?? ''}`;
      if (!missing.has(key) && mayBeCreated(id)) return undefined;
      const there = missing.get(key) ?? { parameter: claims.claim(wanted), type: typeFor(property, isWhole), askedBy };
      missing.set(key, there);
      return { id: there.parameter };
    };

  const ask = (value: JsonObject, askedBy: string): JsonObject =>
    mapObject(value, (inner, property) => rewriteReferences(inner, replaceFor(askedBy, property, isRef(inner))));
  const changed = resources.map((placed) => ({
    ...placed,
    properties: ask(placed.properties, placed.logicalId),
    attributes: ask(placed.attributes, placed.logicalId),
  }));
  const outputs = isObject(sections.Outputs) ? { Outputs: ask(sections.Outputs, 'Outputs') } : {};
  const parameters = [...missing].map(([key, { parameter, type, askedBy }]): [string, TemplateParameter] => [
    parameter,
    {
      Type: type,
      Description: `${key.replace(/\.$/, '')}, which ${askedBy} refers to and no file of the drop defines`,
    },
  ]);
  const findings = [...missing].map(
    ([key, { parameter, askedBy }]): Finding => ({
      rule: 'reference-not-in-drop',
      severity: 'INFO',
      logicalId: askedBy,
      message: `${askedBy} refers to ${key.replace(/\.$/, '')}, which no file of the drop defines: it is the parameter ${parameter} now.`,
      hint: `Give ${parameter} when you deploy, or add the file that defines it to the drop.`,
    }),
  );
  return {
    resources: changed,
    sections: { ...sections, ...outputs },
    parameters: Object.fromEntries([...Object.entries(asked), ...parameters]),
    findings,
  };
};
