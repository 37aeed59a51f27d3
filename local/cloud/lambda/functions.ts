import { sdkEnvironment } from '../clients.ts';
import type { Faults } from '../faults/fault.ts';
import { startCallerProxy, type Upstream } from '../faults/proxy.ts';
import type { Guard } from '../iam/guard.ts';
import { type Environment, startEnvironment } from './environment.ts';
import { type FunctionDefinition, goesBy } from './function.ts';
import { functionEnvironment } from './function-environment.ts';
import type { Invocation } from './invocation.ts';
import { createPool, type Pool } from './pool.ts';
import { handlerModule, unpacked } from './unzip.ts';

export type FunctionsOptions = {
  readonly upstream: Upstream;
  readonly region: string;
  /** Environments a function has at most. */
  readonly concurrency: number;
  readonly environment: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly faults: Faults | undefined;
  /** What a function may do. Default: anything. */
  readonly guardOf: ((definition: FunctionDefinition) => Guard) | undefined;
  readonly onLog: (functionName: string, line: string) => void;
};

export type Functions = {
  /** A function, from whatever it goes by. Throws if none goes by that name. */
  definitionOf(name: string): FunctionDefinition;
  /** Throws if no function goes by that name. `began` is called when an environment has the event, which may have to wait for one. */
  invoke(name: string, event: unknown, began?: () => void): Promise<Invocation>;
  /** The environment with which whoever has it asks the services as this function. */
  sessionOf(name: string): Promise<Record<string, string>>;
  /** Starts one environment for each of these functions (default: all), in order, two at a time: what the pipeline needs first is ready first. */
  warm(names?: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};

/** Endpoints, and the queue URLs that SDKs take for endpoints, made to lead through the proxy. */
const through = (proxy: string, env: Readonly<Record<string, string>>, upstream: Upstream): Record<string, string> => {
  const bases = new Set(Object.values(upstream));
  const redirect = (value: string) => [...bases].reduce((text, base) => text.replaceAll(base, proxy), value);
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, redirect(value)]));
};

/** A function's unpacked ZIP, and the module and export in it that the handler names. */
const unpackedFunction = async (definition: FunctionDefinition) => {
  try {
    const dir = await unpacked(definition.zip);
    return { definition, dir, module: handlerModule(dir, definition.handler) };
  } catch (error) {
    throw new Error(`Function ${definition.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

type UnpackedFunction = Awaited<ReturnType<typeof unpackedFunction>>;

/** The stack's functions, each with a pool of workers. Throws, naming the function, for a package without its handler. */
export const createFunctions = async (
  definitions: readonly FunctionDefinition[],
  options: FunctionsOptions,
): Promise<Functions> => {
  const { upstream, region, faults, guardOf } = options;
  const proxies: { close(): Promise<void> }[] = [];

  const proxyFor = async (definition: FunctionDefinition, kill: () => Promise<void>): Promise<string> => {
    const caller = { functionName: definition.name, kill, guard: guardOf?.(definition) };
    const proxy = await startCallerProxy(upstream, faults ?? {}, caller);
    proxies.push(proxy);
    return proxy.url;
  };

  const unpackedFunctions = await Promise.all(definitions.map(unpackedFunction));

  const start = async ({ definition, dir, module }: UnpackedFunction): Promise<Environment> => {
    const { name, functionName, arn, memoryMB } = definition;
    const data = { ...module, functionName, functionArn: arn, memoryMB };
    const env = functionEnvironment(definition, dir, sdkEnvironment(upstream, region), options.environment);
    const onLine = (line: string) => options.onLog(name, line);
    if (faults === undefined && guardOf === undefined) return startEnvironment(data, env, onLine);
    // Created before the environment whose requests it sees: nothing asks before the environment is there.
    let environment: Environment | undefined;
    const kill = async () => void (await environment?.kill());
    environment = startEnvironment(data, through(await proxyFor(definition, kill), env, upstream), onLine);
    return environment;
  };

  const pools = new Map<FunctionDefinition, Pool>(
    unpackedFunctions.map((found) => [
      found.definition,
      createPool(() => start(found), { size: options.concurrency, timeoutSeconds: found.definition.timeoutSeconds }),
    ]),
  );

  const find = (name: string): readonly [FunctionDefinition, Pool] => {
    for (const entry of pools) if (goesBy(entry[0], name)) return entry;
    throw new Error(`The stack has no function ${name}`);
  };

  return {
    definitionOf: (name) => find(name)[0],
    invoke: async (name, event, began) => find(name)[1].invoke(event, began),
    sessionOf: async (name) => {
      const proxy = await proxyFor(find(name)[0], async () => undefined);
      return through(proxy, sdkEnvironment(upstream, region), upstream);
    },
    warm: async (names) => {
      const due = [...pools].filter(([{ name }]) => names?.includes(name) ?? true).map(([, pool]) => pool);
      const lane = async (): Promise<void> => {
        for (let pool = due.shift(); pool !== undefined; pool = due.shift()) await pool.warm();
      };
      await Promise.all([lane(), lane()]);
    },
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
      await Promise.all(proxies.map((proxy) => proxy.close()));
    },
  };
};
