import { isObject, type JsonObject } from '#schemas/json.ts';
import type { Parts } from '../parts.ts';
import type { Identity } from './identity.ts';
import { evaluate } from './intrinsics.ts';
import { phases, type Resource } from './kind.ts';
import { type StackOptions, templateScope } from './template-scope.ts';

/** A template read: what there is to make, and what it is called. */
export type Stack = {
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, string>>;
  /** A resource by its logical id, if the template has it and its condition holds. */
  identity(logicalId: string): Identity | undefined;
};

const within = <Value>(logicalId: string, type: string, act: () => Value): Value => {
  try {
    return act();
  } catch (error) {
    throw new Error(`${logicalId} (${type}): ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};

const refuseUnknownTypes = ({ template, kinds }: StackOptions): void => {
  const unknown = Object.entries(template.Resources).filter(([, { Type }]) => !kinds.has(Type));
  if (unknown.length === 0) return;
  const names = unknown.map(([logicalId, { Type }]) => `${Type} (${logicalId})`).join(', ');
  throw new Error(`The embedded cloud does not know these resource types: ${names}`);
};

/** Evaluates a packaged template. Throws, naming the resource, for what cannot be evaluated or is of an unknown type. */
export const readStack = (options: StackOptions): Stack => {
  refuseUnknownTypes(options);
  const scope = templateScope(options);
  const ids = Object.keys(options.template.Resources).filter((logicalId) => scope.exists(logicalId));
  const emulated = ids.map((logicalId): Resource => {
    const { Type: type = '', Properties = {} } = options.template.Resources[logicalId] ?? {};
    return within(logicalId, type, () => {
      const properties = options.kinds.get(type)?.standIn ? {} : evaluate(Properties, scope);
      return {
        logicalId,
        type,
        identity: scope.identity(logicalId),
        properties: isObject(properties) ? properties : {},
      };
    });
  });
  const outputs = Object.entries(options.template.Outputs ?? {}).flatMap(([name, output]) => {
    const { Condition, Value } = output as JsonObject;
    if (typeof Condition === 'string' && !scope.condition(Condition)) return [];
    return [[name, within(name, 'output', () => String(evaluate(Value ?? null, scope)))] as const];
  });
  const known = new Map(emulated.map((resource) => [resource.logicalId, resource.identity]));
  return { resources: emulated, outputs: Object.fromEntries(outputs), identity: (logicalId) => known.get(logicalId) };
};

/** Makes the resources, phase by phase; those of one phase together. */
export const createResources = async (stack: Stack, kinds: StackOptions['kinds'], parts: Parts): Promise<void> => {
  for (const phase of phases) {
    const due = stack.resources.filter(({ type }) => kinds.get(type)?.phase === phase);
    await Promise.all(
      due.map(async (resource) => {
        try {
          await kinds.get(resource.type)?.create(resource, parts);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new Error(`${resource.logicalId} (${resource.type}): ${reason}`, { cause: error });
        }
      }),
    );
  }
};
