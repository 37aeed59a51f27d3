import type { Syntax } from '../../parse/syntax.ts';
import { type SourceUnit, symbolAt } from './file.ts';
import type { Mention, RequestUse } from './piece.ts';
import { bare, calleeOf, dottedName, isClass, membersOf, parametersOf, patternOf, rootOf } from './syntax-tree.ts';

/** Types that the members of a class have, by their names: constructor(private readonly loans: LoansService) */
const memberTypes = (type: Syntax): Map<string, Syntax> => {
  const found = new Map<string, Syntax>();
  const add = (name: string | undefined, annotation: Syntax | undefined): void => {
    const named = annotation?.find('type_identifier')[0];
    if (name && named) found.set(name, named);
  };
  for (const member of membersOf(type)) {
    add((member.get('name') ?? member.get('property'))?.text, member.get('type'));
    const made = bare(member.get('value'));
    const maker = made?.type === 'new_expression' ? calleeOf(made) : undefined;
    if (maker && member.get('name')) found.set(member.get('name')?.text ?? '', maker);
    if (member.get('name')?.text !== 'constructor') continue;
    for (const parameter of parametersOf(member)) {
      if (parameter.first('accessibility_modifier') || parameter.has('readonly'))
        add(patternOf(parameter).text, parameter.get('type'));
    }
  }
  return found;
};

const mentionOf = (
  unit: SourceUnit,
  at: Syntax,
  root: Syntax,
  kind: Mention['kind'],
  members: readonly string[],
): Mention | undefined => {
  const from = symbolAt(unit, at);
  const declared = from ? unit.scopes.find(root, root.text) : undefined;
  if (!from) return undefined;
  if (declared?.import) return { from, kind, import: declared.import, members };
  if (!declared) {
    const own =
      root.type === 'type_identifier'
        ? unit.symbols.find(({ qualifiedName }) => qualifiedName === root.text)?.id
        : undefined;
    return own ? { from, kind, symbol: own, members } : undefined;
  }
  const symbol = unit.ids.get(declared.node);
  if (symbol) return { from, kind, symbol, members };
  // A parameter or a variable: its type says whose members it has.
  const made = bare(declared.value);
  const type =
    declared.node.get('type')?.find('type_identifier')[0] ??
    (made?.type === 'new_expression' ? calleeOf(made) : undefined);
  if (!type || type.text === root.text || members.length === 0) return undefined;
  return mentionOf(unit, at, type, kind, members);
};

const heritage = (unit: SourceUnit): Mention[] =>
  unit.all('class_declaration', 'abstract_class_declaration', 'interface_declaration').flatMap((type) => {
    const clauses = [...(type.first('class_heritage')?.children ?? []), ...type.all('extends_type_clause')];
    return clauses.flatMap((clause) => {
      const kind = clause.type === 'implements_clause' ? 'implements' : 'extends';
      const names =
        clause.type === 'identifier'
          ? [clause]
          : clause.children.filter(({ type: of }) =>
              /^(type_)?identifier$|^generic_type$|^member_expression$/.test(of),
            );
      return names.flatMap((name) => {
        const root = name.type === 'generic_type' ? (name.get('name') ?? name) : (rootOf(name) ?? name);
        const from = unit.ids.get(type);
        const found = mentionOf(unit, type, root, kind, []);
        return found && from ? [{ ...found, from }] : [];
      });
    });
  });

const ofThis = (
  unit: SourceUnit,
  at: Syntax,
  members: readonly string[],
  types: Map<Syntax, Map<string, Syntax>>,
): Mention | undefined => {
  const type = at.above('class_declaration', 'abstract_class_declaration', 'class');
  const [first = '', ...rest] = members;
  if (!type || !isClass(type)) return undefined;
  const known = types.get(type) ?? memberTypes(type);
  types.set(type, known);
  const named = known.get(first);
  if (named && rest.length > 0) return mentionOf(unit, at, named, 'calls', rest);
  const from = symbolAt(unit, at);
  const symbol = unit.ids.get(type);
  return from && symbol && first ? { from, kind: 'calls', symbol, members: [first] } : undefined;
};

const calls = (unit: SourceUnit): Mention[] => {
  const types = new Map<Syntax, Map<string, Syntax>>();
  return unit.all('call_expression', 'new_expression').flatMap((call) => {
    const callee = calleeOf(call);
    const root = rootOf(callee);
    if (!root || !callee) return [];
    const members = dottedName(callee).replace(/\(\)/g, '').split('.').slice(1);
    const found =
      root.type === 'this' ? ofThis(unit, call, members, types) : mentionOf(unit, call, root, 'calls', members);
    return found ? [found] : [];
  });
};

const uses = (unit: SourceUnit): Mention[] => [
  ...unit.all('type_identifier').flatMap((node) => {
    if (node.role === 'name' && /declaration$/.test(node.parent?.type ?? '')) return [];
    if (/_clause$/.test(node.parent?.type ?? '')) return [];
    const found = mentionOf(unit, node, node, 'uses', []);
    return found ? [found] : [];
  }),
  ...unit.all('identifier').flatMap((node) => {
    const parent = node.parent;
    if (
      !parent ||
      node.role === 'function' ||
      node.role === 'constructor' ||
      /import|declarator|parameter|_clause|heritage/.test(parent.type)
    )
      return [];
    const inCall = parent.type === 'member_expression' && parent.role === 'function';
    if (inCall) return [];
    const members =
      parent.type === 'member_expression' && node.role === 'object' ? [parent.get('property')?.text ?? ''] : [];
    const found = mentionOf(unit, node, node, 'uses', members);
    return found ? [found] : [];
  }),
];

export const readMentions = (unit: SourceUnit): Mention[] => [...heritage(unit), ...calls(unit), ...uses(unit)];

const places: Readonly<Record<string, RequestUse['in']>> = { query: 'query', body: 'body', headers: 'header' };
const request = /^(req|request|ctx\.request|ctx|context\.req)$/;

/** What handlers read of requests: req.query.page, const { email } = req.body, c.req.query('page') */
export const readRequests = (unit: SourceUnit): RequestUse[] => {
  const found: RequestUse[] = [];
  const add = (node: Syntax, place: RequestUse['in'] | undefined, name: string | undefined): void => {
    const symbol = place && name ? symbolAt(unit, node) : undefined;
    if (symbol && place && name) found.push({ symbol, in: place, name });
  };
  for (const node of unit.all('member_expression')) {
    const object = node.get('object');
    if (object?.type !== 'member_expression' || !request.test(dottedName(object.get('object')))) continue;
    add(node, places[object.get('property')?.text ?? ''], node.get('property')?.text);
  }
  for (const node of unit.all('variable_declarator')) {
    const [pattern, value] = [node.get('name'), bare(node.get('value'))];
    if (
      pattern?.type !== 'object_pattern' ||
      value?.type !== 'member_expression' ||
      !request.test(dottedName(value.get('object')))
    )
      continue;
    for (const one of pattern.named) {
      if (one.type !== 'rest_pattern')
        add(node, places[value.get('property')?.text ?? ''], (one.get('key') ?? one.get('left') ?? one).text);
    }
  }
  return found;
};
