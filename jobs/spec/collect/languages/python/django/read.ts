import { spanOf } from '../../../parse/doc-comment.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import {
  argument,
  calleeName,
  decoratorName,
  decoratorsOf,
  dottedName,
  itemsOf,
  keyword,
  lastName,
  nameOf,
  positional,
  type SourceUnit,
  textOf,
  textsOf,
  unitSpan,
} from '../file.ts';
import { decoratorGuards, permissionsIn } from '../guards.ts';
import type { DjangoFile, FunctionView, Registration, UrlEntry } from './model.ts';

/** ^orders/(?P<pk>\d+)/$ -> orders/{pk}/ */
const ofExpression = (pattern: string): string => {
  let route = pattern.replace(/^\^|\$$/g, '').replace(/\\\//g, '/');
  for (let steps = 0; steps < 20; steps++) {
    const next = route.replace(/\(\?P<(\w+)>(?:[^()\\]|\\.|\([^()]*\))*\)\??/, '{$1}');
    if (next === route) break;
    route = next;
  }
  return route
    .replace(/\(\?:([^()]*)\)\??/g, '$1')
    .replace(/\\([.-])/g, '$1')
    .replace(/\/\?$/, '/');
};

/** X.as_view({'get': 'list'}), views.index, login_required(views.index) */
const viewOf = (
  unit: SourceUnit,
  node: Syntax | undefined,
  depth = 0,
): { view: string; methods: [string, string][] } | undefined => {
  if (!node || depth > 4) return undefined;
  if (node.type !== 'call') {
    const view = dottedName(node) || textOf(unit, node);
    return view ? { view, methods: [] } : undefined;
  }
  const callee = dottedName(node.get('function'));
  if (callee.endsWith('.as_view')) {
    const actions = positional(node)[0] ?? keyword(node, 'actions');
    const methods = (actions?.type === 'dictionary' ? actions.all('pair') : []).flatMap((pair): [string, string][] => {
      const [verb, name] = [textOf(unit, pair.get('key')), textOf(unit, pair.get('value'))];
      return verb && name ? [[verb, name]] : [];
    });
    return { view: callee.replace(/\.as_view$/, ''), methods };
  }
  return viewOf(unit, positional(node).at(-1), depth + 1);
};

const includeOf = (unit: SourceUnit, call: Syntax): { module?: string; name?: string; router?: string } => {
  const first = positional(call)[0];
  const target = itemsOf(first)[0] ?? first;
  const name = dottedName(target);
  if (name.endsWith('.urls')) {
    const router = name.slice(0, -'.urls'.length);
    return unit.imports.has(router.split('.')[0] ?? '') && !unit.assigned.has(router) ? { name } : { router };
  }
  const text = target?.type === 'string' ? textOf(unit, target) : undefined;
  return text !== undefined ? { module: text } : { name };
};

const entriesOf = (unit: SourceUnit, list: Syntax | undefined, depth = 0): UrlEntry[] => {
  if (!list || depth > 6) return [];
  if (list.type === 'binary_operator')
    return [...entriesOf(unit, list.get('left'), depth + 1), ...entriesOf(unit, list.get('right'), depth + 1)];
  if (list.type === 'attribute' && list.text.endsWith('.urls'))
    return [{ kind: 'include', path: '', router: list.text.replace(/\.urls$/, ''), span: unitSpan(unit, list) }];
  if (list.type === 'call') return positional(list).flatMap((one) => entriesOf(unit, one, depth + 1));
  return itemsOf(list).flatMap((call): UrlEntry[] => {
    const maker = lastName(calleeName(call));
    if (!/^(path|re_path|url)$/.test(maker)) return [];
    const written = textOf(unit, argument(call, 'route', 0) ?? keyword(call, 'regex'));
    const target = argument(call, 'view', 1);
    if (written === undefined || !target) return [];
    const path = maker === 'path' ? written : ofExpression(written);
    const span = unitSpan(unit, call);
    if (lastName(calleeName(target)) === 'include')
      return [{ kind: 'include', path, ...includeOf(unit, target), span }];
    if (/^(list|tuple)$/.test(target.type)) return [];
    const found = viewOf(unit, target);
    return found && !/^admin\.site/.test(found.view) ? [{ kind: 'view', path, ...found, span }] : [];
  });
};

const registrationsOf = (unit: SourceUnit): Registration[] =>
  unit.all('call').flatMap((call): Registration[] => {
    const callee = call.get('function');
    const router = dottedName(callee?.get('object'));
    if (callee?.get('attribute')?.text !== 'register' || !router) return [];
    const path = textOf(unit, argument(call, 'prefix', 0));
    const view = dottedName(argument(call, 'viewset', 1));
    return path !== undefined && /View/.test(view)
      ? [{ router, path: ofExpression(path), view, span: unitSpan(unit, call) }]
      : [];
  });

/** Functions with a request: the verbs that their decorators allow, or that their body asks for. */
const functionsOf = (unit: SourceUnit): FunctionView[] =>
  unit.root.named.flatMap((node): FunctionView[] => {
    const definition = node.type === 'decorated_definition' ? node.get('definition') : node;
    const symbol = definition ? unit.ids.get(definition) : undefined;
    if (definition?.type !== 'function_definition' || !symbol) return [];
    const verbs = new Set<string>();
    for (const decorator of decoratorsOf(definition)) {
      const name = lastName(decoratorName(decorator));
      if (/^(api_view|require_http_methods)$/.test(name))
        for (const verb of textsOf(unit, positional(decorator)[0])) verbs.add(verb);
      if (name === 'api_view' && decorator.type !== 'call') verbs.add('GET');
      if (name === 'require_POST') verbs.add('POST');
      if (name === 'require_GET' || name === 'require_safe') verbs.add('GET');
    }
    const asked =
      verbs.size > 0
        ? []
        : [...definition.text.matchAll(/request\.method\s*==\s*['"]([A-Z]+)['"]/g)].map(([, verb]) => verb ?? '');
    if (asked.length > 0) for (const verb of asked.includes('GET') ? asked : ['GET', ...asked]) verbs.add(verb);
    return [
      {
        name: nameOf(definition),
        symbol,
        verbs: [...verbs],
        guards: decoratorGuards(unit, definition),
        span: spanOf(unit.path, definition),
      },
    ];
  });

const permissionsOf = (unit: SourceUnit): DjangoFile['permissions'] => {
  const settings = unit.assigned.get('REST_FRAMEWORK');
  const pair = settings?.find('pair').find((one) => /DEFAULT_PERMISSION_CLASSES/.test(one.get('key')?.text ?? ''));
  return permissionsIn(unit, pair?.get('value'));
};

export const readDjango = (unit: SourceUnit): DjangoFile => {
  if (unit.isTest) return { urls: [], lists: [], registrations: [], functions: [], permissions: [] };
  const urls: UrlEntry[] = [];
  const lists: [string, UrlEntry[]][] = [];
  for (const node of unit.all('assignment', 'augmented_assignment')) {
    const name = node.get('left')?.text ?? '';
    if (!/urls|patterns/i.test(name)) continue;
    const entries = entriesOf(unit, node.get('right'));
    if (name === 'urlpatterns') urls.push(...entries);
    else if (entries.length > 0) lists.push([name, entries]);
  }
  const root = unit.assigned.get('ROOT_URLCONF');
  const rootUrls = root ? textOf(unit, root) : undefined;
  return {
    urls,
    lists,
    registrations: registrationsOf(unit),
    functions: functionsOf(unit),
    permissions: permissionsOf(unit),
    ...(rootUrls ? { rootUrls } : {}),
  };
};
