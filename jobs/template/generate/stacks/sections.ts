import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { eachReference, mapObject, type Substitute, substituteReferences } from '../assembly/references.ts';
import { withoutUnused } from '../import/unused.ts';

const interfaceKey = 'AWS::CloudFormation::Interface';

const has = (members: JsonValue | undefined, name: string): boolean =>
  isObject(members) && Object.hasOwn(members, name);

/** What a console shows of the parameters, of those that this template has. */
const interfaceOf = (value: JsonValue | undefined, parameters: JsonValue | undefined): JsonValue | undefined => {
  if (!isObject(value)) return value;
  const { ParameterGroups: groups, ParameterLabels: labels, ...others } = value;
  const left = (Array.isArray(groups) ? groups : []).flatMap((group: JsonValue) => {
    if (!isObject(group) || !Array.isArray(group.Parameters)) return [];
    const Parameters = group.Parameters.filter((name: JsonValue) => typeof name === 'string' && has(parameters, name));
    return Parameters.length > 0 ? [{ ...group, Parameters }] : [];
  });
  const said = Object.entries(isObject(labels) ? labels : {}).filter(([name]) => has(parameters, name));
  return {
    ...others,
    ...(left.length > 0 && { ParameterGroups: left }),
    ...(said.length > 0 && { ParameterLabels: Object.fromEntries(said) }),
  };
};

const metadataOf = (sections: JsonObject, parameters: JsonValue | undefined, isFirst: boolean): JsonObject => {
  const all = isObject(sections.Metadata) ? sections.Metadata : {};
  const kept = Object.entries(all).flatMap(([name, value]): [string, JsonValue | undefined][] => {
    if (name !== interfaceKey) return isFirst ? [[name, value]] : [];
    const shown = interfaceOf(value, parameters);
    return isObject(shown) && Object.keys(shown).length > 0 ? [[name, shown]] : [];
  });
  return Object.fromEntries(kept);
};

const parametersIn = (value: JsonValue | undefined, sections: JsonObject): string[] => {
  const names = new Set<string>();
  eachReference(value, ({ id }) => has(sections.Parameters, id) && names.add(id));
  // `Fn::ValueOf`, `Fn::RefAll` and the like name parameters plainly: as the first item, or alone.
  const visit = (each: JsonValue | undefined): void => {
    if (typeof each === 'string' && has(sections.Parameters, each)) names.add(each);
    else if (Array.isArray(each)) for (const item of each) visit(item);
    else if (isObject(each)) for (const item of Object.values(each)) visit(item);
  };
  visit(value);
  return [...names];
};

/** The rules that judge nothing but parameters of this template; one of them has those that no template has all parameters of, and them. */
const rulesOf = (sections: JsonObject, own: JsonObject, stray: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(
    Object.entries(isObject(sections.Rules) ? sections.Rules : {}).filter(
      ([name, rule]) => stray.has(name) || parametersIn(rule, sections).every((each) => has(own.Parameters, each)),
    ),
  );

export type Part = {
  /** Properties and attributes of the resources. */
  readonly bodies: readonly JsonObject[];
  readonly outputs: JsonObject;
  readonly isFirst: boolean;
  /** It asks for the fewest parameters of all: rules that no part has all parameters of are here, with theirs. */
  readonly isRoomiest: boolean;
  readonly substitute: Substitute;
};

/** What one of several templates has of the sections that the whole would have: all that its resources and outputs use. */
export const sectionsFor = (sections: JsonObject, part: Part, parts: readonly JsonObject[]): JsonObject => {
  const { bodies, outputs, isFirst, isRoomiest, substitute } = part;
  const isServerless = bodies.some(({ Type }) => String(Type).startsWith('AWS::Serverless::'));
  const Globals = isServerless && isObject(sections.Globals) ? substituteReferences(sections.Globals, substitute) : {};
  const values = [...bodies, outputs, Globals ?? {}];
  const stray = isRoomiest ? strayRules(sections, parts) : new Set<string>();
  const judged = Object.entries(isObject(sections.Rules) ? sections.Rules : {}).filter(([name]) => stray.has(name));
  const asked = judged.flatMap(([, rule]) => parametersIn(rule, sections).map((Ref): JsonObject => ({ Ref })));
  const own = withoutUnused(sections, [...values, ...asked]);
  return mapObject(
    {
      ...own,
      Metadata: metadataOf(sections, own.Parameters, isFirst),
      Rules: rulesOf(sections, own, stray),
      Globals,
      Outputs: outputs,
    },
    (value) => value,
  );
};

/** Rules of whose parameters no part uses all. */
const strayRules = (sections: JsonObject, parts: readonly JsonObject[]): ReadonlySet<string> =>
  new Set(
    Object.entries(isObject(sections.Rules) ? sections.Rules : {}).flatMap(([name, rule]) => {
      const asked = parametersIn(rule, sections);
      return parts.some(({ Parameters }) => asked.every((each) => has(Parameters, each))) ? [] : [name];
    }),
  );
