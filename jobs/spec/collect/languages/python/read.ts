import type { Node } from 'web-tree-sitter';
import { isTestPath } from '../../parse/is-test.ts';
import type { TextFile } from '../../parse/language.ts';
import { stringValue } from '../../parse/string-value.ts';
import { type Syntax, syntaxOf } from '../../parse/syntax.ts';
import { readClasses } from './classes.ts';
import { readConfiguration } from './configuration.ts';
import { readDjango } from './django/read.ts';
import { readExternalCalls, readMessages, readScheduledJobs } from './effects.ts';
import { dottedName, type Import, type SourceUnit, symbolAt, textOf } from './file.ts';
import { readMeasures } from './measures.ts';
import { readOutcomes } from './outcomes.ts';
import type { Mention, Piece } from './piece.ts';
import { readAliases, readRouters } from './routers.ts';
import { collectSymbols } from './symbols.ts';
import { readValidations } from './validations.ts';

const nodesByType = (root: Syntax): SourceUnit['all'] => {
  const byType = new Map<string, Syntax[]>();
  for (const node of root.within()) {
    if (!node.isNamed) continue;
    const known = byType.get(node.type);
    if (known) known.push(node);
    else byType.set(node.type, [node]);
  }
  return (...types) =>
    types.length === 1
      ? (byType.get(types[0] ?? '') ?? [])
      : types.flatMap((type) => byType.get(type) ?? []).sort((a, b) => a.start - b.start);
};

const importsOf = (all: SourceUnit['all']): Map<string, Import> => {
  const found = new Map<string, Import>();
  for (const statement of all('import_statement')) {
    for (const one of statement.named) {
      const module = (one.get('name') ?? one).text;
      const alias = one.get('alias')?.text;
      if (alias) found.set(alias, { module });
      else found.set(module.split('.')[0] ?? module, { module: module.split('.')[0] ?? module });
    }
  }
  for (const statement of all('import_from_statement')) {
    const module = statement.get('module_name')?.text ?? '';
    for (const one of statement.children.filter(({ role }) => role === 'name')) {
      const name = (one.get('name') ?? one).text;
      found.set(one.get('alias')?.text ?? name, { module, name });
    }
  }
  return found;
};

const assignedIn = (all: SourceUnit['all']): Map<string, Syntax> => {
  const found = new Map<string, Syntax>();
  for (const node of all('assignment')) {
    const [left, right] = [node.get('left'), node.get('right')];
    if (left?.type === 'identifier' && right && node.parent?.parent?.type === 'module') found.set(left.text, right);
  }
  return found;
};

/** Strings that another file may build a route of: at the top of a file, and in classes of settings. */
const constantsOf = (unit: SourceUnit): [string, string][] =>
  unit.all('assignment').flatMap((node): [string, string][] => {
    const [left, right] = [node.get('left'), node.get('right')];
    const isPlace = /^(module|class_definition)$/.test(
      node.parent?.parent?.type === 'block'
        ? (node.parent.parent.parent?.type ?? '')
        : (node.parent?.parent?.type ?? ''),
    );
    const value =
      left?.type === 'identifier' && right && isPlace ? (textOf(unit, right) ?? stringValue(right)) : undefined;
    return left && value !== undefined && value.length <= 200 ? [[left.text, value]] : [];
  });

/** Names that symbols call, extend and use, with their attributes. */
const mentionsOf = (unit: SourceUnit): Mention[] => [
  ...unit.all('class_definition').flatMap((type): Mention[] => {
    const from = unit.ids.get(type);
    const bases = type.get('superclasses')?.named.filter(({ type: of }) => of !== 'keyword_argument') ?? [];
    return from
      ? bases.flatMap((base) => (dottedName(base) ? [{ from, kind: 'extends', name: dottedName(base) }] : []))
      : [];
  }),
  ...unit.all('identifier').flatMap((node): Mention[] => {
    const { parent } = node;
    if (
      !parent ||
      node.role === 'name' ||
      (/^(parameters|dotted_name|keyword_argument|aliased_import)$/.test(parent.type) && node.role !== 'value')
    )
      return [];
    if (parent.type === 'attribute' && node.role === 'attribute') return [];
    let whole: Syntax = node;
    while (whole.parent?.type === 'attribute' && whole.role === 'object') whole = whole.parent;
    const from = symbolAt(unit, node);
    const isCall = whole.role === 'function' && whole.parent?.type === 'call';
    const name = node.text === 'self' ? selfName(node, whole) : dottedName(whole);
    return from && name ? [{ from, kind: isCall ? 'calls' : 'uses', name }] : [];
  }),
];

/** self.close -> Order.close */
const selfName = (node: Syntax, whole: Syntax): string => {
  const type = node.above('class_definition');
  const rest = dottedName(whole).split('.').slice(1);
  return type && rest.length > 0 ? [type.get('name')?.text ?? '', ...rest].join('.') : '';
};

const routed = (unit: SourceUnit): Pick<Piece, 'routers' | 'ops'> => readRouters(unit);

export const readPiece = ({ path, text }: TextFile, root: Node | undefined): Piece => {
  if (!root) throw new Error('There is no tree to read.');
  const syntax = syntaxOf(root, text);
  const all = nodesByType(syntax);
  const unit: SourceUnit = {
    path,
    isTest: isTestPath(path),
    root: syntax,
    symbols: [],
    ids: new Map(),
    imports: importsOf(all),
    assigned: assignedIn(all),
    all,
  };
  collectSymbols(unit);
  return {
    path,
    isTest: unit.isTest,
    symbols: unit.symbols,
    imports: [...unit.imports],
    constants: constantsOf(unit),
    mentions: mentionsOf(unit),
    ...routed(unit),
    aliases: readAliases(unit),
    classes: readClasses(unit),
    django: readDjango(unit),
    validations: readValidations(unit),
    outcomes: readOutcomes(unit),
    configuration: readConfiguration(unit),
    scheduledJobs: readScheduledJobs(unit),
    messages: readMessages(unit),
    externalCalls: readExternalCalls(unit),
    measures: readMeasures(unit),
  };
};
