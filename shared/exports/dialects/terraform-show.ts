import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo } from '../pointer.ts';
import { type Dialect, nothingRead } from './dialect.ts';
import { emitAll, hidden, type Instance, isInstance } from './terraform/emit.ts';

type Values = { readonly values: JsonObject; readonly pointer: string; readonly isPlan: boolean };

/** A state shows `values`, a plan the `planned_values`; a plan also holds the state before it, which counts for nothing. */
const valuesIn = (value: JsonValue): Values | undefined => {
  if (!isObject(value) || typeof value.format_version !== 'string') return undefined;
  const key = (['values', 'planned_values'] as const).find((each) => isObject(value[each]));
  const values = key === undefined ? undefined : value[key];
  if (key === undefined || !isObject(values)) return undefined;
  return { values, pointer: pointerTo('', key), isPlan: key === 'planned_values' };
};

/** `sensitive_values` has the shape of the values, with `true` where one is sensitive. */
const withoutSensitive = (value: JsonValue, sensitive: JsonValue | undefined, hint: string): JsonValue => {
  if (sensitive === true) return hidden(value, hint);
  if (Array.isArray(value) && Array.isArray(sensitive)) {
    return value.map((item: JsonValue, at) => withoutSensitive(item, sensitive[at], hint));
  }
  if (!isObject(value) || !isObject(sensitive)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item = null]) => [
      name,
      withoutSensitive(item, Object.hasOwn(sensitive, name) ? sensitive[name] : undefined, name),
    ]),
  );
};

const listAt = (module: JsonObject, key: string, pointer: string): readonly { value: JsonValue; pointer: string }[] => {
  const list = module[key];
  return Array.isArray(list)
    ? list.map((value: JsonValue, index) => ({ value, pointer: pointerTo(pointer, key, index) }))
    : [];
};

/** Recursion is safe: what is parsed nests no deeper than `limits.nestingDepth`. */
const instancesIn = (module: JsonValue | undefined, pointer: string): readonly Instance[] => {
  if (!isObject(module)) return [];
  const own = listAt(module, 'resources', pointer).flatMap(({ value, pointer: at }): readonly Instance[] => {
    if (!isInstance(value) || !isObject(value.values)) return [];
    const attributes = withoutSensitive(value.values, value.sensitive_values, 'value');
    return isObject(attributes)
      ? [{ mode: value.mode, type: value.type, attributes, pointer: pointerTo(at, 'values') }]
      : [];
  });
  const children = listAt(module, 'child_modules', pointer);
  return [...own, ...children.flatMap(({ value, pointer: at }) => instancesIn(value, at))];
};

const planNote = 'shows what is planned: ids and ARNs that AWS will give are not known yet';

/**
 * `terraform show -json`, of the state or of a plan. What it marks as sensitive is hidden here.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export const terraformShow: Dialect = {
  name: 'terraform-show',
  recognise: (value) => valuesIn(value) !== undefined,
  read({ value, pointer }, { file }) {
    const shown = valuesIn(value);
    if (!shown) return nothingRead;
    const at = pointer + pointerTo(shown.pointer, 'root_module');
    const instances = instancesIn(shown.values.root_module, at);
    const reading = emitAll(instances, { file, dialect: 'terraform-show' });
    return shown.isPlan ? { ...reading, notes: [planNote, ...reading.notes] } : reading;
  },
};
