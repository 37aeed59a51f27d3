import type { CodeSymbol } from '#schemas/spec/facts.ts';
import { docOf, docText, oneLine, spanOf } from '../../parse/doc-comment.ts';
import { looksSecret } from '../../parse/secret-name.ts';
import { stringValue } from '../../parse/string-value.ts';
import { symbolIds } from '../../parse/symbol-ids.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { withoutSecrets } from '../../parse/without-secrets.ts';
import type { SourceUnit } from './file.ts';

/** The string at the start of a body. */
const docstringOf = (definition: Syntax): string | undefined => {
  const first = definition.get('body')?.named.find(({ type }) => type !== 'comment');
  const text =
    first?.type === 'expression_statement' && first.named[0]?.type === 'string'
      ? stringValue(first.named[0])
      : undefined;
  return text === undefined ? undefined : docText(text);
};

export const saysOf = (definition: Syntax): string | undefined => docstringOf(definition) ?? docOf(definition);

const signatureOf = (definition: Syntax): string => {
  const body = definition.get('body');
  const end = body ? body.start : definition.end;
  return oneLine(definition.text.slice(0, end - definition.start).replace(/:\s*(#.*)?$/, ''), 400);
};

const visibilityOf = (name: string): CodeSymbol['visibility'] =>
  /^__\w+__$/.test(name) ? 'public' : name.startsWith('__') ? 'private' : name.startsWith('_') ? 'protected' : 'public';

/** Classes, functions, methods, class attributes, and variables at the top of a file. */
export const collectSymbols = (unit: SourceUnit): void => {
  const idOf = symbolIds(unit.path);
  type Container = { id: string; name: string; kind: CodeSymbol['kind'] };
  const add = (
    kind: CodeSymbol['kind'],
    name: string,
    node: Syntax,
    container: Container | undefined,
    doc: string | undefined,
  ): Container => {
    const qualifiedName = container ? `${container.name}.${name}` : name;
    const id = idOf(qualifiedName);
    const isValue = kind === 'field' || kind === 'constant';
    const signature = !isValue ? signatureOf(node) : looksSecret(name) ? name : oneLine(node.text, 200);
    unit.symbols.push({
      id,
      kind,
      language: 'python',
      name,
      qualifiedName,
      ...(container ? { container: container.id } : {}),
      span: spanOf(unit.path, node),
      visibility: visibilityOf(name),
      signature: withoutSecrets(signature),
      ...(doc ? { doc: doc.slice(0, 4_000) } : {}),
      isTest: unit.isTest,
    });
    unit.ids.set(node, id);
    return { id, name: qualifiedName, kind };
  };
  const visit = (node: Syntax, container: Container | undefined, depth: number): void => {
    if (depth > 300) return;
    if (node.type === 'class_definition' || node.type === 'function_definition') {
      const name = node.get('name')?.text ?? '';
      const isMethod = container?.kind === 'class' || container?.kind === 'enum';
      const bases = node.get('superclasses')?.text ?? '';
      const kind =
        node.type === 'class_definition'
          ? /\b(Enum|IntEnum|StrEnum|TextChoices|IntegerChoices)\b/.test(bases)
            ? 'enum'
            : 'class'
          : isMethod
            ? name === '__init__'
              ? 'constructor'
              : 'method'
            : 'function';
      const holder = add(kind, name, node, container, saysOf(node));
      for (const child of node.get('body')?.named ?? []) visit(child, holder, depth + 1);
      return;
    }
    const target = node.type === 'assignment' ? node.get('left') : undefined;
    if (target?.type === 'identifier' && (!container || container.kind === 'class' || container.kind === 'enum')) {
      const kind = container ? (container.kind === 'enum' ? 'enum-member' : 'field') : 'constant';
      if (!unit.symbols.some((one) => one.container === container?.id && one.name === target.text))
        add(kind, target.text, node, container, node.parent ? docOf(node.parent) : undefined);
      return;
    }
    if (
      /^(module|block|expression_statement|decorated_definition|if_statement|try_statement|with_statement|else_clause|elif_clause|except_clause)$/.test(
        node.type,
      )
    ) {
      for (const child of node.named) visit(child, container, depth + 1);
    }
  };
  visit(unit.root, undefined, 0);
};
