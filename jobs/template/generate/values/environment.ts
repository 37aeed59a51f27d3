import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Claims } from '../assembly/logical-id.ts';
import type { Parameters } from '../assembly/parameters.ts';
import { isWritten, type Placed } from '../assembly/placed.ts';
import { pascalCase } from '../assembly/words.ts';
import { withParameters } from '../wiring/parameter-text.ts';

/** What environments are called; a tag with another value may mean anything. */
const environments =
  /^(?:dev|devel|development|test|testing|tst|qa|uat|acc|acceptance|int|integration|stg|stag|staging|stage|pre-?prod|prd|prod|production|live|sandbox|sbx|demo|nonprod)$/i;

/** Tags that tell the environment. */
const tells = /^(?:env|environment|stage)$/i;

/** Variables that tell it to a program. */
const variables = /^(?:(?:APP|DEPLOY|DEPLOYMENT|SERVICE)_)?(?:ENV|ENVIRONMENT|STAGE)(?:_NAME)?$/;

type Told = { readonly key: string; readonly value: string };

const tagsIn = (tags: JsonValue | undefined): Told[] => {
  const pairs = Array.isArray(tags)
    ? tags.map((tag): [JsonValue | undefined, JsonValue | undefined] =>
        isObject(tag) ? [tag.Key, tag.Value] : [null, null],
      )
    : Object.entries(isObject(tags) ? tags : {});
  return pairs.flatMap(([key, value]) =>
    typeof key === 'string' && typeof value === 'string' && tells.test(key) ? [{ key, value }] : [],
  );
};

const toldBy = ({ properties }: Placed): Told[] => tagsIn(properties.Tags);

/** The environment that all resources that tell one are of; undefined if they differ, or fewer than two tell. */
const theEnvironment = (resources: readonly Placed[]): Told | undefined => {
  const told = resources.filter((each) => !isWritten(each)).flatMap(toldBy);
  const [first] = told;
  if (first === undefined || told.length < 2 || !environments.test(first.value)) return undefined;
  return told.every(({ value }) => value === first.value) ? first : undefined;
};

/** The one word of a name that is the environment: shop-prod-web. */
const wordOf = (name: string, environment: string): number | undefined => {
  const found = [...name.matchAll(/[^-_./ ]+/g)].filter(([word]) => word === environment);
  return found.length === 1 && name !== environment ? found[0]?.index : undefined;
};

const inTags = (path: readonly (string | number)[]): boolean => path[0] === 'Tags';

const replaced = (placed: Placed, { value: environment }: Told, parameter: string): JsonObject => {
  const isOf = toldBy(placed).length > 0;
  return withParameters(placed.properties, (_, { path, called, isWhole, raw }) => {
    if (!isWhole) return [];
    const isTold = raw === environment && (inTags(path) ? tells.test(called) : variables.test(called));
    if (isTold) return [{ start: 0, end: raw.length, parameter }];
    const start = isOf && inTags(path) && called === 'Name' ? wordOf(raw, environment) : undefined;
    return start === undefined ? [] : [{ start, end: start + environment.length, parameter }];
  });
};

/**
 * The environment's name as a parameter, where every resource that tells one by a tag tells the same: in those tags, as a word of the Name tag beside them, and in
 * variables that are called so. Anywhere else the word may mean something else.
 */
export const environmentName = (
  resources: readonly Placed[],
  claims: Claims,
): { readonly resources: readonly Placed[]; readonly parameters: Parameters } => {
  const told = theEnvironment(resources);
  if (!told) return { resources, parameters: {} };
  const parameter = claims.claim(pascalCase(told.key));
  return {
    resources: resources.map((each) =>
      isWritten(each) ? each : { ...each, properties: replaced(each, told, parameter) },
    ),
    parameters: {
      [parameter]: {
        Type: 'String',
        Description: `The environment that ${resources.filter((each) => toldBy(each).length > 0).length} resources are tagged with`,
        Default: told.value,
      },
    },
  };
};
