import { docOf, oneLine, spanOf } from '../../parse/doc-comment.ts';
import type { symbolIds } from '../../parse/symbol-ids.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { attributesOf } from './attributes.ts';
import type { Member, Parameter, Type } from './piece.ts';
import { statusesOfType, statusesReturned } from './responses.ts';
import { templateOf } from './template.ts';

const typeKinds: Readonly<Record<string, Type['kind']>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  struct_declaration: 'struct',
  record_declaration: 'record',
  record_struct_declaration: 'record',
  enum_declaration: 'enum',
};

export type Ids = ReturnType<typeof symbolIds>;

/** A function's body with the symbol it belongs to. */
export type Body = {
  readonly id: string;
  readonly node: Syntax;
  readonly parameters: Syntax | undefined;
  readonly owner: Syntax | undefined;
  readonly ownerName: string | undefined;
};

export type Declarations = { readonly types: Type[]; readonly bodies: Body[] };

const modifiersOf = (node: Syntax): string[] => node.all('modifier').map(({ text }) => text);

const beforeBody = /^(block|declaration_list|enum_member_declaration_list|arrow_expression_clause|accessor_list)$/;

/** The declaration in a line, without attributes and body. */
const signatureOf = (node: Syntax): string => {
  const from = node.children.find(({ type }) => type !== 'attribute_list')?.start ?? node.start;
  const to = node.children.find(({ type }) => beforeBody.test(type))?.start ?? node.end;
  return oneLine(node.text.slice(from - node.start, to - node.start).replace(/[;{]\s*$/, ''), 400);
};

export const parametersOf = (path: string, list: Syntax | undefined): Parameter[] =>
  (list?.all('parameter') ?? []).map((parameter) => ({
    name: parameter.get('name')?.text ?? '',
    type: parameter.get('type')?.text,
    attributes: attributesOf(path, parameter),
    optional: parameter.has('=') || parameter.text.startsWith('params '),
  }));

/** `get => (Status)StatusId;` */
const convertsOf = (property: Syntax): Member['converts'] => {
  const [cast] = property.find('cast_expression');
  const of = cast?.get('value')?.text;
  const type = cast?.get('type')?.text;
  return of && type && /^\w+$/.test(of) && type !== 'int' ? { type, member: of } : undefined;
};

const isComputed = (property: Syntax): boolean => {
  if (property.get('value')?.type === 'arrow_expression_clause' || property.first('arrow_expression_clause'))
    return true;
  const accessors = property.get('accessors')?.all('accessor_declaration') ?? [];
  return accessors.some((one) => one.named.some(({ type }) => /block|arrow/.test(type)));
};

type Reading = {
  readonly path: string;
  readonly ids: Ids;
  readonly out: Declarations;
};

const common = (reading: Reading, node: Syntax) => ({
  modifiers: modifiersOf(node),
  attributes: attributesOf(reading.path, node),
  signature: signatureOf(node),
  doc: docOf(node),
  span: spanOf(reading.path, node),
});

const plain = {
  parameters: [],
  value: undefined,
  valueText: undefined,
  computed: false,
  converts: undefined,
  statuses: [],
} as const;

const returnTypeOf = (node: Syntax): string | undefined => (node.get('returns') ?? node.get('type'))?.text;

const functionMember = (reading: Reading, node: Syntax, owner: Syntax, scope: string): Member => {
  const isConstructor = node.type === 'constructor_declaration';
  const name = node.get('name')?.text ?? '';
  const id = reading.ids(scope ? `${scope}.${name}` : name);
  const body = node.get('body') ?? node.first('block', 'arrow_expression_clause');
  const returns = returnTypeOf(node);
  if (body) {
    reading.out.bodies.push({
      id,
      node: body,
      parameters: node.get('parameters'),
      owner,
      ownerName: owner.get('name')?.text,
    });
  }
  return {
    ...plain,
    ...common(reading, node),
    id,
    kind: isConstructor ? 'constructor' : 'method',
    name,
    type: returns,
    parameters: parametersOf(reading.path, node.get('parameters')),
    statuses: [...new Set([...statusesReturned(body), ...statusesOfType(returns ?? '')])].sort((a, b) => a - b),
  };
};

const propertyMember = (reading: Reading, node: Syntax, owner: Syntax, scope: string): Member => {
  const name = node.get('name')?.text ?? 'this[]';
  const id = reading.ids(`${scope}.${name}`);
  const computed = isComputed(node);
  const value = node.get('value');
  const body = computed ? (node.get('accessors') ?? value ?? node.first('arrow_expression_clause')) : value;
  if (body && (computed || /object_creation|invocation|collection/.test(body.type))) {
    reading.out.bodies.push({ id, node: body, parameters: undefined, owner, ownerName: owner.get('name')?.text });
  }
  return {
    ...plain,
    ...common(reading, node),
    id,
    kind: 'property',
    name,
    type: node.get('type')?.text,
    value: templateOf(value?.type === 'arrow_expression_clause' ? value.named[0] : value),
    valueText: value && oneLine(value.text.replace(/^=>\s*/, ''), 200),
    computed,
    converts: computed ? convertsOf(node) : undefined,
  };
};

const fieldMembers = (reading: Reading, node: Syntax, owner: Syntax, scope: string): Member[] => {
  const declaration = node.first('variable_declaration');
  const shared = common(reading, node);
  const isConstant =
    shared.modifiers.includes('const') ||
    (shared.modifiers.includes('static') && shared.modifiers.includes('readonly'));
  return (declaration?.all('variable_declarator') ?? []).map((variable) => {
    const name = variable.get('name')?.text ?? '';
    const value = variable.has('=') ? variable.named.at(-1) : undefined;
    const id = reading.ids(`${scope}.${name}`);
    if (value && /object_creation|invocation|lambda/.test(value.type)) {
      reading.out.bodies.push({ id, node: value, parameters: undefined, owner, ownerName: owner.get('name')?.text });
    }
    return {
      ...plain,
      ...shared,
      id,
      kind: isConstant ? 'constant' : 'field',
      name,
      type: declaration?.get('type')?.text,
      value: templateOf(value),
      valueText: value && oneLine(value.text, 200),
    };
  });
};

const enumMembers = (reading: Reading, node: Syntax, scope: string): Member[] =>
  (node.get('body')?.all('enum_member_declaration') ?? []).map((member) => {
    const name = member.get('name')?.text ?? '';
    return {
      ...plain,
      ...common(reading, member),
      id: reading.ids(`${scope}.${name}`),
      kind: 'enum-member',
      name,
      type: undefined,
      valueText: member.get('value')?.text,
    };
  });

/** What stands in a body, past `#if` and the like. */
const declared = (body: Syntax | undefined): Syntax[] =>
  (body?.named ?? []).flatMap((node) => (node.type.startsWith('preproc_') ? declared(node) : [node]));

const readMembers = (reading: Reading, owner: Syntax, scope: string, container: string): Member[] => {
  if (owner.type === 'enum_declaration') return enumMembers(reading, owner, scope);
  const members: Member[] = [];
  for (const node of declared(owner.get('body') ?? owner.first('declaration_list'))) {
    if (node.type in typeKinds) readType(reading, node, scope, container);
    else if (node.type === 'method_declaration' || node.type === 'constructor_declaration') {
      members.push(functionMember(reading, node, owner, scope));
    } else if (node.type === 'property_declaration' || node.type === 'indexer_declaration') {
      members.push(propertyMember(reading, node, owner, scope));
    } else if (node.type === 'field_declaration' || node.type === 'event_field_declaration') {
      members.push(...fieldMembers(reading, node, owner, scope));
    }
  }
  return members;
};

/** The properties that a record's parameters are. */
const recordMembers = (reading: Reading, node: Syntax, scope: string): Member[] => {
  if (!node.type.startsWith('record')) return [];
  return (node.first('parameter_list')?.all('parameter') ?? []).map((parameter) => {
    const name = parameter.get('name')?.text ?? '';
    return {
      ...plain,
      ...common(reading, parameter),
      modifiers: ['public'],
      id: reading.ids(`${scope}.${name}`),
      kind: 'property',
      name,
      type: parameter.get('type')?.text,
    };
  });
};

const readType = (reading: Reading, node: Syntax, scope: string, container: string | undefined): void => {
  const kind = typeKinds[node.type];
  const name = node.get('name')?.text;
  if (!kind || !name) return;
  const qualifiedName = scope ? `${scope}.${name}` : name;
  const id = reading.ids(qualifiedName);
  const position = reading.out.types.length;
  const own = [...recordMembers(reading, node, qualifiedName)];
  const members = [...own, ...readMembers(reading, node, qualifiedName, id)];
  reading.out.types.splice(position, 0, {
    ...common(reading, node),
    id,
    kind,
    name,
    qualifiedName,
    container,
    bases: (node.first('base_list')?.named ?? [])
      .filter(({ type }) => type !== 'argument_list' && type !== 'comment')
      .map((base) => (base.type === 'primary_constructor_base_type' ? (base.named[0]?.text ?? '') : base.text)),
    parameters: parametersOf(reading.path, node.first('parameter_list')),
    members,
  });
};

/** Every type of a file, a nested one after the one that holds it, functions outside types, and the bodies of functions and initializers. */
export const readDeclarations = (
  path: string,
  root: Syntax,
  ids: Ids,
): Declarations & { namespace: string; functions: Member[] } => {
  const reading: Reading = { path, ids, out: { types: [], bodies: [] } };
  let namespace = '';
  const readAll = (nodes: readonly Syntax[], scope: string): void => {
    let inner = scope;
    for (const node of nodes) {
      if (node.type === 'file_scoped_namespace_declaration') {
        inner = node.get('name')?.text ?? '';
        namespace ||= inner;
        readAll(declared(node), inner);
      } else if (node.type === 'namespace_declaration') {
        const name = node.get('name')?.text ?? '';
        const full = inner ? `${inner}.${name}` : name;
        namespace ||= full;
        readAll(declared(node.get('body')), full);
      } else if (node.type in typeKinds) {
        readType(reading, node, inner, undefined);
      }
    }
  };
  readAll(declared(root), '');
  const functions = root
    .all('global_statement')
    .flatMap((statement) => statement.all('local_function_statement'))
    .map((node) => functionMember(reading, node, root, ''));
  return { ...reading.out, namespace, functions };
};
