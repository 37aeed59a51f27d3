import type { Placed } from '#jobs/template/generate/assembly/placed.ts';
import { generateTemplate } from '#jobs/template/generate.ts';
import type { FidelityReport } from '#schemas/fidelity.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { collectFiles } from '#shared/exports/collect-files.ts';
import type { Source } from '#shared/exports/resource.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { identifiersOf, type Live } from './live.ts';
import { account, region } from './made-up.ts';
import { leaf, list, type ObjectNode, object, plain, type Tree } from './tree.ts';

/** A file as it would lie in a drop. */
export type File = { readonly file: string; readonly content: JsonValue };

/** A resource of the template that came out, beside the one it was made of. */
export type Returned = {
  readonly placed: Placed;
  readonly live: Live | undefined;
  readonly properties: ObjectNode;
  readonly leftOut: ReadonlySet<string>;
};

export type Outcome = {
  readonly returned: readonly Returned[];
  readonly fidelity?: FidelityReport;
  readonly error?: string;
};

const opening = ({ file, content }: File) => {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  return {
    file,
    bytes: bytes.length,
    open: async () =>
      (async function* () {
        yield bytes;
      })(),
  };
};

const told = (value: JsonValue | undefined): string => JSON.stringify(value) ?? '';

const alike = (live: Live, literal: JsonObject): number =>
  [...live.properties.fields].filter(([name, tree]) => told(literal[name]) === told(plain(tree))).length;

const rdsType = (type: string) => /^AWS::(?:RDS|Neptune|DocDB)::(\w+)$/.exec(type)?.[1];

const isOfRds = (one: string, other: string): boolean => rdsType(one) !== undefined && rdsType(one) === rdsType(other);

/** Which of the resources that went in each of those that came out is: by what it is called, or by what it is like. */
const paired = (live: readonly Live[], placed: readonly Placed[]): ReadonlyMap<Placed, Live> => {
  const pairs = new Map<Placed, Live>();
  const byType = Map.groupBy(live, ({ type }) => type.type);
  const free = new Set(live);
  const candidates = (each: Placed) => (byType.get(each.mapped.type) ?? []).filter((one) => free.has(one));
  // RDS lists the groups of Neptune and DocumentDB among its own: it is the same group, whoever made it.
  const kin = (each: Placed) => live.filter((one) => free.has(one) && isOfRds(one.type.type, each.mapped.type));
  const pair = (each: Placed, one: Live | undefined) => {
    if (!one) return;
    pairs.set(each, one);
    free.delete(one);
  };
  for (const each of placed) {
    const called = new Set([
      each.mapped.ref,
      ...Object.values(each.mapped.returns),
      ...each.mapped.parts.flatMap((part) => part.identifiers),
    ]);
    const isCalled = (one: Live) => called.has(one.ref) || identifiersOf(one).some((id) => called.has(id));
    pair(each, candidates(each).find(isCalled) ?? kin(each).find(isCalled));
  }
  const rest = placed
    .filter((each) => !pairs.has(each))
    .flatMap((each) => candidates(each).map((one) => ({ each, one, score: alike(one, each.mapped.properties) })))
    .sort((a, b) => b.score - a.score);
  for (const { each, one, score } of rest) if (score > 0 && !pairs.has(each) && free.has(one)) pair(each, one);
  return pairs;
};

/** Reasons for which a property is not to come back: its name would collide, or it can't be deployed. */
const onPurpose: ReadonlySet<string> = new Set(['physical-name', 'not-deployable']);

const sourceKey = ({ file, pointer }: Source) => `${file} ${pointer}`;

/** The properties whose traces the report ends as left out on purpose. */
const leftOutOf = ({ mapped }: Placed, told: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    mapped.traces.flatMap((trace) =>
      trace.outcome === 'carried' && told.has(sourceKey(trace.source)) ? [trace.to.split('/')[1] ?? ''] : [],
    ),
  );

const askedFor = (name: string): Tree => ({ ...leaf(name), asked: true });

const parameterValue = (name: string, parameter: JsonObject): Tree => {
  const { Default: value, Type: type } = parameter;
  if (value === undefined || parameter.NoEcho === true) return askedFor(name);
  const text = String(value);
  return /^(List<|CommaDelimitedList)/.test(String(type))
    ? list(text.split(',').map((each) => leaf(each)))
    : leaf(text);
};

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Evaluates what came out with the values that went in: a reference to the wrong resource then shows as another value. */
const scopeOf = (template: JsonObject, placed: readonly Placed[], pairs: ReadonlyMap<Placed, Live>): Scope => {
  const byId = new Map(placed.map((each) => [each.logicalId, each]));
  const parameters = isObject(template.Parameters) ? template.Parameters : {};
  const target = (id: string, each: Placed) => new Set([pairs.get(each)?.logicalId ?? `(${id})`]);
  return {
    region,
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return leaf(pseudo[name] ?? '');
      const parameter = parameters[name];
      if (isObject(parameter)) return parameterValue(name, parameter);
      const each = byId.get(name);
      return each && leaf(pairs.get(each)?.ref ?? each.mapped.ref ?? '', target(name, each));
    },
    attribute(id, name) {
      const each = byId.get(id);
      if (!each) return undefined;
      const one = pairs.get(each);
      return leaf(one ? one.attribute(name) : (each.mapped.returns[name] ?? ''), target(id, each));
    },
    mapped: () => undefined,
    condition: () => undefined,
  };
};

/** Drops files and pairs what the template has with what went in. */
export const dropped = async (files: readonly File[], live: readonly Live[], registry: Registry): Promise<Outcome> => {
  const collection = await collectFiles(files.map(opening));
  try {
    const { stacks, fidelity } = generateTemplate(collection, 'bench', registry);
    const pairs = paired(
      live,
      stacks.flatMap(({ placed }) => placed),
    );
    const told = new Set(
      fidelity.entries.flatMap((each) =>
        each.outcome === 'dropped' && onPurpose.has(each.reason) ? [sourceKey(each.source)] : [],
      ),
    );
    const returned = stacks.flatMap(({ placed, template }) => {
      const scope = scopeOf({ Parameters: template.Parameters ?? {} }, placed, pairs);
      return placed.map((each) => {
        const tree = evaluate(template.Resources[each.logicalId]?.Properties ?? {}, scope);
        return {
          placed: each,
          live: pairs.get(each),
          properties: tree?.kind === 'object' ? tree : object([]),
          leftOut: leftOutOf(each, told),
        };
      });
    });
    return { returned, fidelity };
  } catch (error) {
    if (error instanceof PermanentError) return { returned: [], error: error.message };
    throw error;
  }
};
