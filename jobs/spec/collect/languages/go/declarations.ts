import type { CodeSymbol } from '#schemas/spec/facts.ts';
import { docOf, docText, oneLine, spanOf } from '../../parse/doc-comment.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { Declared } from '../../parse/resolve-references.ts';
import { stringValue } from '../../parse/string-value.ts';
import { symbolIds } from '../../parse/symbol-ids.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { codeIn, exprOf, variablesOf } from './expressions.ts';
import type { Expr, GoField, GoStruct, Variable } from './model.ts';

/** A function or method with its body. */
export type GoBlock = {
  readonly id: string;
  readonly name: string;
  readonly receiver?: Variable;
  readonly parameters: readonly Variable[];
  readonly results: readonly string[];
  readonly node: Syntax;
  readonly doc?: string;
};

export type GoDeclarations = {
  readonly symbols: CodeSymbol[];
  readonly declared: Declared[];
  readonly blocks: GoBlock[];
  readonly structs: GoStruct[];
  readonly values: Record<string, Expr>;
};

/** *pkg.Order[T] -> Order. */
export const bareType = (type: string): string =>
  type
    .replace(/^[*&\s]+/, '')
    .replace(/\[.*$/s, (rest) => (type.trimStart().startsWith('[') ? rest : ''))
    .split('.')
    .at(-1)
    ?.trim() ?? type;

/** `json:"id" gorm:"primaryKey"` by the name of each. https://pkg.go.dev/reflect#StructTag */
const tagsOf = (node: Syntax | undefined): Record<string, string> => {
  const text = (node && stringValue(node)) ?? '';
  const tags: Record<string, string> = Object.create(null);
  for (const [, name = '', value = ''] of text.slice(0, 2000).matchAll(/([\w-]+):"((?:[^"\\]|\\.)*)"/g))
    tags[name] = value.replace(/\\(.)/g, '$1');
  return tags;
};

/** What a comment behind a field on its line says. */
const trailingDoc = (node: Syntax): string | undefined => {
  const siblings = node.parent?.children ?? [];
  const next = siblings.slice(siblings.indexOf(node) + 1).find(({ isNamed }) => isNamed);
  return next?.type === 'comment' && next.startLine === node.endLine ? docText(next.text) : undefined;
};

const fieldsOf = (path: string, struct: Syntax): GoField[] =>
  (struct.first('field_declaration_list')?.all('field_declaration') ?? []).flatMap((node): GoField[] => {
    const type = node.get('type')?.text ?? '';
    const names = node.children.filter(({ role, isNamed }) => role === 'name' && isNamed);
    const doc = docOf(node) ?? trailingDoc(node);
    const common = { tags: tagsOf(node.get('tag')), ...(doc && { doc }), span: spanOf(path, node) };
    if (names.length === 0) return [{ name: bareType(type), type, embedded: true, ...common }];
    return names.map(({ text }) => ({ name: text, type, embedded: false, ...common }));
  });

const typeKinds: Readonly<Record<string, CodeSymbol['kind']>> = { struct_type: 'struct', interface_type: 'interface' };

const visibilityOf = (name: string): CodeSymbol['visibility'] => (/^\p{Lu}/u.test(name) ? 'public' : 'internal');

/** A doc comment stands before `type (…)`, or before the only spec within. */
const docFor = (node: Syntax): string | undefined =>
  docOf(node) ??
  (node.parent && node.parent.named.length === 1 && /_declaration$/.test(node.parent.type)
    ? docOf(node.parent)
    : undefined);

/** The declarations of a file. */
export const declarationsOf = (path: string, root: Syntax, packageName: string): GoDeclarations => {
  const idOf = symbolIds(path);
  const isTest = isTestPath(path);
  const into: GoDeclarations = { symbols: [], declared: [], blocks: [], structs: [], values: Object.create(null) };

  const add = (
    node: Syntax,
    kind: CodeSymbol['kind'],
    name: string,
    within?: { name: string; id?: string },
    extra?: Omit<Declared, 'symbol'>,
  ): string => {
    const outer =
      node.parent && node.parent.named.length === 1 && /^(type|const|var)_declaration$/.test(node.parent.type)
        ? node.parent
        : node;
    const qualifiedName = [packageName, within?.name, name].filter(Boolean).join('.');
    const doc = kind === 'field' ? (docOf(node) ?? trailingDoc(node)) : docFor(node);
    const body = node.get('body');
    const head = body
      ? node.text.slice(0, body.start - node.start)
      : kind === 'struct' || kind === 'interface'
        ? `type ${name} ${kind}`
        : node.text;
    const symbol: CodeSymbol = {
      id: idOf(qualifiedName),
      kind,
      language: 'go',
      name,
      qualifiedName,
      ...(within?.id && { container: within.id }),
      span: spanOf(path, outer),
      visibility: visibilityOf(name),
      signature: oneLine(head.slice(0, 1000), 400),
      ...(doc && { doc }),
      isTest,
    };
    into.symbols.push(symbol);
    into.declared.push({ symbol, ...extra });
    return symbol.id;
  };

  const addType = (node: Syntax): void => {
    const name = node.get('name')?.text ?? '';
    const type = node.get('type');
    const kind = typeKinds[type?.type ?? ''] ?? 'type';
    const fields = type?.type === 'struct_type' ? fieldsOf(path, type) : [];
    const id = add(node, kind, name, undefined, {
      bases: fields.filter(({ embedded }) => embedded).map(({ name }) => name),
    });
    const symbol = into.symbols.at(-1);
    if (type?.type === 'struct_type' && symbol) {
      into.structs.push({ id, name, fields, ...(symbol.doc && { doc: symbol.doc }), span: symbol.span });
      for (const field of type.first('field_declaration_list')?.all('field_declaration') ?? []) {
        for (const child of field.children)
          if (child.role === 'name' && child.isNamed) add(field, 'field', child.text, { name, id });
      }
    }
    for (const method of type?.all('method_elem', 'method_spec') ?? [])
      add(method, 'method', method.get('name')?.text ?? '', { name, id });
  };

  const addFunction = (node: Syntax): void => {
    const name = node.get('name')?.text ?? '';
    const receiver = variablesOf(node.get('receiver'))[0];
    const parameters = variablesOf(node.get('parameters'));
    const isVariadic = node.get('parameters')?.first('variadic_parameter_declaration') !== undefined;
    const count = parameters.length;
    const type = receiver && bareType(receiver.type);
    const container = type ? { name: type, id: `${path}#${packageName}.${type}` } : undefined;
    const id = add(node, receiver ? 'method' : 'function', name, container, {
      arguments: { min: isVariadic ? count - 1 : count, max: isVariadic ? 100 : count },
    });
    const result = node.get('result');
    const results =
      result?.type === 'parameter_list' ? variablesOf(result).map((one) => one.type) : result ? [result.text] : [];
    const doc = into.symbols.at(-1)?.doc;
    into.blocks.push({ id, name, ...(receiver && { receiver }), parameters, results, node, ...(doc && { doc }) });
  };

  const addValues = (node: Syntax): void => {
    const kind = node.type === 'const_spec' ? 'constant' : 'field';
    const names = node.children.filter(({ role, isNamed }) => role === 'name' && isNamed);
    const values = codeIn(node.get('value'));
    names.forEach(({ text }, index) => {
      if (text === '_') return;
      const id = add(node, kind, text);
      const value = values[index];
      const type = node.get('type')?.text;
      if (value) into.values[text] = exprOf(value, { path, symbol: id });
      else if (type && node.type === 'var_spec') into.values[text] = { kind: 'other', text: type };
    });
  };

  for (const node of root.named) {
    if (node.type === 'function_declaration' || node.type === 'method_declaration') addFunction(node);
    else if (/^(type|const|var)_declaration$/.test(node.type)) {
      for (const spec of node.find('type_spec', 'type_alias', 'const_spec', 'var_spec')) {
        if (spec.above('function_declaration', 'method_declaration', 'func_literal')) continue;
        if (spec.type.startsWith('type')) addType(spec);
        else addValues(spec);
      }
    }
  }
  return into;
};
