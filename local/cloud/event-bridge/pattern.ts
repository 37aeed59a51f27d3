import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { compileRule, type Test } from './operators.ts';

type Matcher = (node: JsonValue | undefined) => boolean;

/** A field's values: the elements of an array count one by one, and an empty array is as good as no field. */
const valuesOf = (node: JsonValue | undefined): readonly JsonValue[] =>
  node === undefined ? [] : Array.isArray(node) ? node.flatMap(valuesOf) : [node as JsonValue];

/** A field matches if any of its values bears out any of the rules. Objects are not values: only leaves are compared. */
const fieldMatcher = (rules: readonly JsonValue[]): Matcher => {
  if (rules.length === 0) throw new Error('Event pattern is not valid: a list of matching rules is empty');
  const tests: readonly Test[] = rules.map(compileRule);
  return (node) => {
    const leaves = valuesOf(node).filter((value) => !isObject(value));
    const candidates = leaves.length === 0 ? [undefined] : leaves;
    return candidates.some((value) => tests.some((test) => test(value)));
  };
};

/** In an array of objects one and the same object must match the whole nested pattern. */
const nestedMatcher = (pattern: JsonObject): Matcher => {
  const matches = objectMatcher(pattern);
  return (node) => {
    const objects = valuesOf(node).filter(isObject);
    return objects.length === 0 ? matches({}) : objects.some(matches);
  };
};

const orMatcher = (alternatives: JsonValue): ((event: JsonObject) => boolean) => {
  if (!Array.isArray(alternatives) || alternatives.length < 2 || !alternatives.every(isObject))
    throw new Error('Event pattern is not valid: "$or" needs a list of at least two patterns');
  const matchers = alternatives.map(objectMatcher);
  return (event) => matchers.some((matches) => matches(event));
};

const keyMatcher = (key: string, rule: JsonValue | undefined): ((event: JsonObject) => boolean) => {
  if (key === '$or') return orMatcher(rule ?? null);
  const field = (event: JsonObject) => (Object.hasOwn(event, key) ? event[key] : undefined);
  if (Array.isArray(rule)) {
    const matches = fieldMatcher(rule);
    return (event) => matches(field(event));
  }
  if (!isObject(rule)) throw new Error(`Event pattern is not valid: "${key}" must be an object or an array`);
  const matches = nestedMatcher(rule);
  return (event) => matches(field(event));
};

const objectMatcher = (pattern: JsonObject): ((event: JsonObject) => boolean) => {
  const matchers = Object.entries(pattern).map(([key, rule]) => keyMatcher(key, rule));
  return (event) => matchers.every((matches) => matches(event));
};

/**
 * Compiles an EventBridge event pattern into its test. Throws what is wrong with a pattern that AWS would refuse.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export const eventPattern = (pattern: JsonObject): ((event: JsonObject) => boolean) => {
  if (Object.keys(pattern).length === 0) throw new Error('Event pattern is not valid: it is empty');
  return objectMatcher(pattern);
};
