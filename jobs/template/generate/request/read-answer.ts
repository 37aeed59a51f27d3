import type { JsonObject } from '#schemas/json.ts';
import type { Registry, ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { ExportedResource, PlainRequest } from '#shared/exports/resource.ts';
import { maskSecrets } from '#shared/exports/secrets.ts';
import { pointerTo } from '../../validate/document/pointer.ts';
import type { Trace } from '../mapped.ts';
import { nameOf } from '../mapping/returns.ts';
import { believed, type Context, type Refusal } from './believed.ts';
import { putAt } from './put-reference.ts';
import { asReference } from './references.ts';
import type { Wanted } from './tool.ts';

/** What a drop has without its request. */
export type Existing = {
  /** Type by logical id. */
  readonly types: ReadonlyMap<string, string>;
  /** Names and ids by which its resources are known, by type. */
  readonly identifiers: ReadonlyMap<string, ReadonlySet<string>>;
};

export type Answered = {
  readonly resources: readonly ExportedResource[];
  /** What was left out; a pointer reads as if the answer were a template, by number where there is no name. */
  readonly refused: readonly { readonly pointer: string; readonly why: string }[];
};

/** Types that run what others wrote, or whose schema says nothing about them. */
const noType = /^(AWS::CloudFormation::|Custom::|AWS::Serverless::Application$)/;

const logicalName = /^[A-Za-z][A-Za-z0-9]{0,99}$/;

const called = ({ type }: Wanted): string => type.replaceAll(/[^\w:.-]/g, '').slice(0, 80);

const whyNotAtAll = (one: Wanted, existing: Existing, taken: ReadonlySet<string>): string | undefined => {
  if (noType.test(one.type)) return `${called(one)} is no type that a request may bring`;
  const name = one.logicalName;
  if (!logicalName.test(name)) return 'its logical name is none';
  if (existing.types.has(name)) return `the drop has a resource ${name} already, and a request changes none`;
  return taken.has(name) ? `there are two of the name ${name}` : undefined;
};

/** Properties with what refersTo says in its place. */
const withReferences = ({ properties, refersTo }: Wanted) => {
  let result: JsonObject = properties;
  const refused: Refusal[] = [];
  for (const [index, reference] of refersTo.entries()) {
    const next = putAt(result, reference.property, asReference(reference));
    if (next) result = next;
    else refused.push({ at: `/refersTo/${index}`, why: 'it points to no place in the properties', isGrave: true });
  }
  return { properties: result, refused };
};

/** A physical name of the drop's own: both would want it, and only one can have it. */
const whyTwice = (type: ResourceType, properties: JsonObject, { identifiers }: Existing): Refusal[] => {
  const name = nameOf(type, properties);
  const isTaken = name !== undefined && identifiers.get(type.type)?.has(name);
  return isTaken
    ? [{ at: '', why: 'its name is that of a resource of the drop, and a request changes none', isGrave: true }]
    : [];
};

type Possible = { readonly one: Wanted; readonly type: ResourceType; readonly at: string };
type Judged = Possible & { readonly properties: JsonObject; readonly refused: readonly Refusal[] };

const isGrave = ({ refused }: Judged): boolean => refused.some((each) => each.isGrave);

/** Judges all, and again without those that fell, until nothing refers to what fell. */
const settle = (
  possible: readonly Possible[],
  context: Omit<Context, 'type' | 'names'>,
  existing: Existing,
): Judged[] => {
  const types = new Map([...existing.types, ...possible.map(({ one }) => [one.logicalName, one.type] as const)]);
  const judged = possible.map((each): Judged => {
    const referring = withReferences(each.one);
    const { properties, refused } = believed(referring.properties, { ...context, type: each.type, names: { types } });
    const inProperties = refused.map((refusal) => ({ ...refusal, at: `/Properties${refusal.at}` }));
    const all = [...referring.refused, ...inProperties, ...whyTwice(each.type, properties, existing)];
    return { ...each, properties, refused: all };
  });
  const standing = judged.filter((each) => !isGrave(each));
  return standing.length === judged.length
    ? judged
    : [...judged.filter(isGrave), ...settle(standing, context, existing)];
};

const asExported = ({ one, at, properties }: Judged, { file }: PlainRequest): ExportedResource => ({
  source: { file, pointer: `${at}/Properties` },
  under: '',
  dialect: 'cloudformation',
  type: one.type,
  called: one.logicalName,
  logicalId: one.logicalName,
  identifiers: [],
  properties: maskSecrets(properties),
  attributes: { Metadata: { 'Dropforge::Source': file } },
});

/**
 * The resources in a model's answer that CloudFormation knows, with the properties it knows, as if they stood in a template
 * called like the request. Nothing is believed that the registry does not bear out; what is left out is told with its reason.
 */
export const readAnswer = (
  wanted: readonly Wanted[],
  request: PlainRequest,
  existing: Existing,
  registry: Registry,
): Answered => {
  const refused: { readonly pointer: string; readonly why: string }[] = [];
  const taken = new Set<string>();
  const possible = wanted.flatMap((one, index): Possible[] => {
    const type = registry.type(one.type);
    const why = whyNotAtAll(one, existing, taken);
    if (why === undefined && type) {
      taken.add(one.logicalName);
      return [{ one, type, at: pointerTo(['Resources', one.logicalName]) }];
    }
    refused.push({
      pointer: pointerTo(['Resources', index]),
      why: why ?? `CloudFormation has no resource type ${called(one)}`,
    });
    return [];
  });
  const judged = settle(possible, { registry, text: request.text }, existing);
  for (const { at, refused: own } of judged)
    refused.push(...own.map((each) => ({ pointer: at + each.at, why: each.why })));
  return { resources: judged.filter((each) => !isGrave(each)).map((each) => asExported(each, request)), refused };
};

/** What was refused, for the fidelity report: it went in, by a model's word, and is not in the template. */
export const tracesOf = ({ refused }: Pick<Answered, 'refused'>, { file }: PlainRequest): Trace[] =>
  refused.map(({ pointer, why }) => ({
    outcome: 'dropped',
    source: { file, pointer },
    reason: 'not-believed',
    note: why,
  }));
