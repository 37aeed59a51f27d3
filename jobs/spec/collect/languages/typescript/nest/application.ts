import type { Syntax } from '../../../parse/syntax.ts';
import { type SourceUnit, unitSpan } from '../file.ts';
import { argumentsOf, bare, calleeOf, decoratorsOf, dottedName, entriesOf, entryOf } from '../syntax-tree.ts';
import { isSettled, textOf, textsOf, valueNode } from '../texts.ts';
import type { NestFile, NestMiddleware } from './model.ts';

/** Guards that count requests, not people. */
export const notAuth = /throttl|rate|cache|timeout|feature/i;

const routeInfos = (unit: SourceUnit, given: readonly Syntax[]): NestMiddleware['routes'] =>
  given.flatMap((one) => {
    const value = valueNode(unit, one);
    if (value?.type === 'object') {
      const verb = dottedName(entryOf(value, 'method')).split('.').at(-1) ?? 'ALL';
      const path = textOf(unit, entryOf(value, 'path'));
      return path === undefined ? [] : [{ path, verb: verb || 'ALL' }];
    }
    const path = textOf(unit, one);
    return path === undefined || !isSettled(path) ? [] : [{ path, verb: 'ALL' }];
  });

export const middlewaresOf = (unit: SourceUnit): NestMiddleware[] =>
  unit.all('call_expression').flatMap((call): NestMiddleware[] => {
    if (calleeOf(call)?.get('property')?.text !== 'forRoutes') return [];
    const given = argumentsOf(call);
    const names: string[] = [];
    const excluded: { path: string; verb: string }[] = [];
    let at = bare(calleeOf(call)?.get('object'));
    for (let steps = 0; at?.type === 'call_expression' && steps < 10; steps++) {
      const name = calleeOf(at)?.get('property')?.text;
      if (name === 'apply')
        names.push(
          ...argumentsOf(at)
            .map((one) => dottedName(one))
            .filter(Boolean),
        );
      if (name === 'exclude') excluded.push(...routeInfos(unit, argumentsOf(at)));
      at = bare(calleeOf(at)?.get('object'));
    }
    const controllers = given.filter((one) => bare(one)?.type === 'identifier').map((one) => one.text);
    return [{ names, routes: routeInfos(unit, given), controllers, excluded, span: unitSpan(unit, call) }];
  });

const isConfig = /(?:^|\.)(?:get|getOrThrow)$/;

export const prefixOf = (unit: SourceUnit): Pick<NestFile, 'prefix'> => {
  const call = unit.all('call_expression').find((one) => calleeOf(one)?.get('property')?.text === 'setGlobalPrefix');
  if (!call) return {};
  const [first, options] = argumentsOf(call);
  const excluded = routeInfos(unit, entryOf(options, 'exclude')?.named ?? []).map(({ path }) => path);
  const asked = bare(first);
  const config =
    asked?.type === 'call_expression' && isConfig.test(dottedName(calleeOf(asked)))
      ? textOf(unit, argumentsOf(asked)[0])
      : undefined;
  const text = textOf(unit, first);
  return { prefix: { excluded, ...(config ? { config } : {}), ...(text === undefined ? {} : { text }) } };
};

export const versioningOf = (unit: SourceUnit): Pick<NestFile, 'versioning'> => {
  const call = unit.all('call_expression').find((one) => calleeOf(one)?.get('property')?.text === 'enableVersioning');
  const options = valueNode(unit, argumentsOf(call)[0]);
  const type = dottedName(entryOf(options, 'type'));
  if (!call || (type && !type.endsWith('URI'))) return {};
  const prefix = entryOf(options, 'prefix');
  return {
    versioning: {
      prefix: prefix?.text === 'false' ? '' : (textOf(unit, prefix) ?? 'v'),
      versions: textsOf(unit, entryOf(options, 'defaultVersion')),
    },
  };
};

/** app.useGlobalGuards(new X()), { provide: APP_GUARD, useClass: X } */
export const globalGuards = (unit: SourceUnit): NestFile['guards'] => {
  const used = unit.all('call_expression').flatMap((call) =>
    calleeOf(call)?.get('property')?.text === 'useGlobalGuards'
      ? argumentsOf(call).map((one) => ({
          name: dottedName(calleeOf(bare(one))) || dottedName(one),
          span: unitSpan(unit, call),
        }))
      : [],
  );
  const provided = unit.all('object').flatMap((object) => {
    if (entryOf(object, 'provide')?.text !== 'APP_GUARD') return [];
    const name = dottedName(entryOf(object, 'useClass') ?? entryOf(object, 'useExisting'));
    return name ? [{ name, span: unitSpan(unit, object) }] : [];
  });
  return [...used, ...provided].filter(({ name }) => !notAuth.test(name));
};

/** registerAs('app', () => ({ apiPrefix: process.env.API_PREFIX || 'api' })) */
export const defaultsOf = (unit: SourceUnit): [string, string][] =>
  unit.all('call_expression').flatMap((call): [string, string][] => {
    if (dottedName(calleeOf(call)) !== 'registerAs') return [];
    const [name, factory] = argumentsOf(call);
    const object = factory?.find('object').at(0);
    const values = factory?.find('object').flatMap((one) => entriesOf(one)) ?? [];
    return object
      ? values.flatMap(({ key, value }): [string, string][] => {
          const text = textOf(unit, value);
          return text === undefined ? [] : [[`${textOf(unit, name)}.${key}`, text]];
        })
      : [];
  });

export const modulesOf = (unit: SourceUnit): Pick<NestFile, 'modules' | 'modulePaths'> => {
  const modules = unit.all('class_declaration').flatMap((type) => {
    const module = decoratorsOf(type).find(({ name }) => name === 'Module');
    const listed = valueNode(unit, entryOf(module?.arguments[0], 'controllers'));
    return module
      ? [{ name: type.get('name')?.text ?? '', controllers: (listed?.named ?? []).map(({ text }) => text) }]
      : [];
  });
  const modulePaths: { module: string; path: string }[] = [];
  const add = (routes: Syntax | undefined, prefix: string, depth: number): void => {
    for (const item of routes?.type === 'array' && depth < 8 ? routes.named : []) {
      const one = valueNode(unit, item);
      if (one?.type === 'identifier') modulePaths.push({ module: one.text, path: prefix });
      if (one?.type !== 'object') continue;
      const path = `${prefix}/${textOf(unit, entryOf(one, 'path')) ?? ''}`;
      const module = entryOf(one, 'module')?.text;
      if (module) modulePaths.push({ module, path });
      add(valueNode(unit, entryOf(one, 'children')), path, depth + 1);
    }
  };
  for (const call of unit.all('call_expression')) {
    if (/^RouterModule\.(register|forRoutes)$/.test(dottedName(calleeOf(call))))
      add(valueNode(unit, argumentsOf(call)[0]), '', 0);
  }
  return { modules, modulePaths };
};
