import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo } from '../pointer.ts';
import { UnreadableError } from '../unreadable.ts';
import { type Dialect, nothingRead } from './dialect.ts';
import { emitAll, hidden, type Instance, isInstance } from './terraform/emit.ts';

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

/** A step of a path to a sensitive value: `{ type: 'get_attr', value: 'password' }`, `{ type: 'index', value: { value: 0 } }`. */
const stepOf = (value: JsonValue): string | undefined => {
  if (!isObject(value)) return undefined;
  const key = isObject(value.value) ? value.value.value : value.value;
  return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
};

/** Hides what a path leads to; a path that can't be followed hides all that it may mean. */
const hiddenAt = (value: JsonValue, [step, ...rest]: readonly JsonValue[], hint: string): JsonValue => {
  if (step === undefined) return hidden(value, hint);
  const key = stepOf(step);
  if (key === undefined) return hidden(value, hint);
  if (Array.isArray(value)) {
    return value.map((item: JsonValue, at) => (String(at) === key ? hiddenAt(item, rest, hint) : item));
  }
  if (!isObject(value)) return hidden(value, hint);
  return Object.fromEntries(
    Object.entries(value).map(([name, item = null]) => [name, name === key ? hiddenAt(item, rest, name) : item]),
  );
};

const withoutSensitive = (attributes: JsonObject, paths: JsonValue | undefined): JsonObject =>
  listOf(paths).reduce<JsonObject>((hiding, path) => {
    const result = hiddenAt(hiding, listOf(path), 'value');
    return isObject(result) ? result : {};
  }, attributes);

const instancesOf = (resource: JsonValue, pointer: string): readonly Instance[] => {
  if (!isInstance(resource)) return [];
  return listOf(resource.instances).flatMap((instance, index): readonly Instance[] => {
    // A deposed instance is one that is still to be destroyed.
    if (!isObject(instance) || instance.deposed !== undefined || !isObject(instance.attributes)) return [];
    return [
      {
        mode: resource.mode,
        type: resource.type,
        attributes: withoutSensitive(instance.attributes, instance.sensitive_attributes),
        pointer: pointerTo(pointer, 'instances', index, 'attributes'),
      },
    ];
  });
};

const isState = (value: JsonValue): value is JsonObject & { readonly version: number } =>
  isObject(value) && typeof value.version === 'number' && value.terraform_version !== undefined;

/**
 * `terraform.tfstate` or `terraform state pull`, version 4. What it marks as sensitive is hidden here.
 * https://developer.hashicorp.com/terraform/language/state
 */
export const terraformState: Dialect = {
  name: 'terraform-state',
  recognise: isState,
  read({ value, pointer }, { file }) {
    if (!isState(value)) return nothingRead;
    if (value.version !== 4) {
      const reason = `is a Terraform state of version ${value.version}: terraform state pull, of Terraform 0.12 or later, gives version 4`;
      throw new UnreadableError('failed', reason);
    }
    const instances = listOf(value.resources).flatMap((resource, index) =>
      instancesOf(resource, pointerTo(pointer, 'resources', index)),
    );
    const reading = emitAll(instances, { file, dialect: 'terraform-state' });
    return instances.length > 0 ? reading : { ...reading, notes: ['the state holds no resources'] };
  },
};
