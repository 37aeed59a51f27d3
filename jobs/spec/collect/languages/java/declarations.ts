import type { CodeSymbol } from '#schemas/spec/facts.ts';
import { docOf, oneLine, spanOf } from '../../parse/doc-comment.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { Declared } from '../../parse/resolve-references.ts';
import { symbolIds } from '../../parse/symbol-ids.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { JavaField, JavaMethod, JavaParameter, JavaType, Value } from './model.ts';
import { annotationsOf, expressionsIn, simpleName, valueIn } from './values.ts';

/** A declaration that holds code: its symbol and the node whose bodies are looked into. */
export type CodeBlock = {
  readonly symbol: string;
  readonly name: string;
  readonly owner: JavaType;
  readonly node: Syntax;
};

export type Declarations = {
  readonly types: JavaType[];
  readonly symbols: CodeSymbol[];
  readonly declared: Declared[];
  readonly blocks: CodeBlock[];
};

const typeKinds: Readonly<Record<string, JavaType['kind']>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  enum_declaration: 'enum',
  record_declaration: 'record',
  annotation_type_declaration: 'annotation',
};

const symbolKinds = {
  class: 'class',
  interface: 'interface',
  enum: 'enum',
  record: 'record',
  annotation: 'interface',
} as const;

const modifiersOf = (node: Syntax): string[] =>
  (node.first('modifiers')?.children ?? []).filter(({ isNamed }) => !isNamed).map(({ type }) => type);

const visibilityOf = (modifiers: readonly string[], within: JavaType['kind'] | undefined): CodeSymbol['visibility'] => {
  if (modifiers.includes('public')) return 'public';
  if (modifiers.includes('protected')) return 'protected';
  if (modifiers.includes('private')) return 'private';
  return within === 'interface' || within === 'annotation' ? 'public' : 'internal';
};

/** A declaration without its annotations, doc comment and body. */
const signatureOf = (node: Syntax): string => {
  const body = node.get('body') ?? node.children.find(({ type }) => type === ';');
  const start =
    node
      .first('modifiers')
      ?.children.filter(({ isNamed }) => isNamed)
      .at(-1)?.end ?? node.start;
  return oneLine(node.text.slice(start - node.start, (body?.start ?? node.end) - node.start), 400);
};

const typeListOf = (node: Syntax | undefined): string[] =>
  (node?.first('type_list') ?? node)?.named.map(({ text }) => text).filter((text) => text.length < 300) ?? [];

const parameterOf = (path: string, node: Syntax): JavaParameter => {
  const name = node.get('name') ?? node.first('variable_declarator')?.get('name');
  const type = node.get('type') ?? node.named.find((child) => /type/.test(child.type));
  return { name: name?.text ?? '', type: type?.text ?? '', annotations: annotationsOf(path, node) };
};

export const parametersOf = (path: string, list: Syntax | undefined): JavaParameter[] =>
  (list?.all('formal_parameter', 'spread_parameter') ?? []).map((node) => parameterOf(path, node));

const fieldsOf = (path: string, node: Syntax): JavaField[] =>
  node.all('variable_declarator').map((declarator) => {
    const value = declarator.get('value');
    const doc = docOf(node);
    return {
      name: declarator.get('name')?.text ?? '',
      type: node.get('type')?.text ?? '',
      annotations: annotationsOf(path, node),
      modifiers: modifiersOf(node),
      ...(value && { value: valueIn(value) }),
      ...(doc && { doc }),
      span: spanOf(path, node),
    };
  });

/** ResponseEntity's short cuts, and what they answer. */
const shortcuts: Readonly<Record<string, string>> = {
  ok: '200',
  created: '201',
  accepted: '202',
  noContent: '204',
  badRequest: '400',
  notFound: '404',
  unprocessableEntity: '422',
  unprocessableContent: '422',
  internalServerError: '500',
  serverError: '500',
  seeOther: '303',
  temporaryRedirect: '307',
  notModified: '304',
};
const responders = new Set(['ResponseEntity', 'ServerResponse', 'Response', 'HttpResponse']);

const statusNames =
  /\b(?:HttpStatus|HttpStatusCode|Status|HttpServletResponse|HttpURLConnection|StatusCode|RestResponse)\.(?:valueIn\(\s*)?([A-Z_]{2,}|\d{3})/;

/** The status that a call or `new` answers with: 201, NOT_FOUND. */
export const statusOf = (node: Syntax): string | undefined => {
  const name = node.get('name')?.text ?? '';
  const object = simpleName(node.get('object')?.text ?? node.get('type')?.text ?? '');
  if (responders.has(object) && shortcuts[name]) return shortcuts[name];
  const first = node.get('arguments')?.text ?? '';
  const isStatus =
    /^(status|sendError|setStatus|setStatusCode|sendRedirect)$/.test(name) ||
    responders.has(object) ||
    node.type === 'object_creation_expression';
  if (!isStatus) return undefined;
  return (
    statusNames.exec(first)?.[1] ??
    (/^(status|sendError|setStatus)$/.test(name) ? /^\(\s*(\d{3})\b/.exec(first)?.[1] : undefined) ??
    /^\((?:[\s\S]*,\s*)?([A-Z][A-Z_]+)\)$/.exec(first)?.[1]
  );
};

const methodOf = (path: string, node: Syntax, id: string): JavaMethod => {
  const doc = docOf(node);
  const statuses = new Set<string>();
  const throws = new Set<string>();
  for (const inner of node.find('method_invocation', 'object_creation_expression', 'method_reference')) {
    const status =
      inner.type === 'method_reference'
        ? shortcuts[/^ResponseEntity::(\w+)/.exec(inner.text)?.[1] ?? '']
        : statusOf(inner);
    if (status) statuses.add(status);
    const made = inner.type === 'object_creation_expression' ? simpleName(inner.get('type')?.text ?? '') : '';
    if (/(Exception|Error|Problem)$/.test(made)) throws.add(made);
    else if (inner.type === 'method_reference' && /(Exception)::new$/.test(inner.text))
      throws.add(simpleName(inner.text.replace(/::new$/, '')));
    else if (inner.parent?.type === 'throw_statement' && made) throws.add(made);
  }
  return {
    id,
    name: node.get('name')?.text ?? '',
    type: node.get('type')?.text ?? '',
    parameters: parametersOf(path, node.get('parameters')),
    annotations: annotationsOf(path, node),
    ...(doc && { doc }),
    span: spanOf(path, node),
    statuses: [...statuses],
    throws: [...throws],
  };
};

const maxNesting = 30;

/** A type whose members are still being added. */
type OpenType = JavaType & {
  readonly fields: JavaField[];
  readonly methods: JavaMethod[];
  readonly constants: Record<string, Value>;
  readonly values: string[];
};

/** The types of a file, their members as symbols, and the blocks of code among them. */
export const declarationsOf = (path: string, root: Syntax, packageName: string): Declarations => {
  const idOf = symbolIds(path);
  const into: Declarations = { types: [], symbols: [], declared: [], blocks: [] };
  const testPath = isTestPath(path);

  const add = (
    node: Syntax,
    kind: CodeSymbol['kind'],
    name: string,
    container: JavaType | undefined,
    isTest: boolean,
    extra?: Omit<Declared, 'symbol'>,
  ): string => {
    const qualifiedName = container
      ? `${container.qualifiedName}.${name}`
      : packageName
        ? `${packageName}.${name}`
        : name;
    const id = idOf(qualifiedName);
    const doc = docOf(node);
    const symbol: CodeSymbol = {
      id,
      kind,
      language: 'java',
      name,
      qualifiedName,
      ...(container && { container: container.id }),
      span: spanOf(path, node),
      visibility: visibilityOf(modifiersOf(node), container?.kind),
      signature: kind === 'enum-member' ? name : signatureOf(node),
      ...(doc && { doc }),
      isTest,
    };
    into.symbols.push(symbol);
    into.declared.push({ symbol, ...extra });
    return id;
  };

  const addMember = (node: Syntax, type: OpenType, depth: number): void => {
    if (typeKinds[node.type]) addType(node, type, depth + 1);
    else if (node.type === 'field_declaration' || node.type === 'constant_declaration') {
      const isFinal = type.kind === 'interface' || modifiersOf(node).includes('final');
      const constant = isFinal && (type.kind === 'interface' || modifiersOf(node).includes('static'));
      for (const field of fieldsOf(path, node)) {
        type.fields.push(field);
        const id = add(node, constant ? 'constant' : 'field', field.name, type, type.isTest);
        if (field.value) {
          if (isFinal) type.constants[field.name] = field.value;
          into.blocks.push({ symbol: id, name: field.name, owner: type, node });
        }
      }
    } else if (
      node.type === 'method_declaration' ||
      node.type === 'constructor_declaration' ||
      node.type === 'compact_constructor_declaration'
    ) {
      const isMethod = node.type === 'method_declaration';
      const name = node.get('name')?.text ?? type.name;
      const parameters = node.get('parameters');
      const count = parameters?.all('formal_parameter', 'spread_parameter').length ?? 0;
      const max = parameters?.first('spread_parameter') ? 100 : count;
      const id = add(
        node,
        isMethod ? 'method' : 'constructor',
        name,
        type,
        type.isTest || annotationsOf(path, node).some(({ name }) => name === 'Test'),
        { arguments: { min: max > count ? count - 1 : count, max } },
      );
      if (isMethod) type.methods.push(methodOf(path, node, id));
      into.blocks.push({ symbol: id, name, owner: type, node });
    } else if (node.type === 'enum_constant') {
      const name = node.get('name')?.text ?? '';
      add(node, 'enum-member', name, type, type.isTest);
      type.values.push(name);
      const [first] = expressionsIn(node.get('arguments'));
      if (first?.type === 'string_literal') type.constants[name] = valueIn(first);
    } else if (node.type === 'enum_body_declarations') {
      for (const member of node.named) addMember(member, type, depth);
    } else if (node.type === 'static_initializer' || node.type === 'block') {
      into.blocks.push({ symbol: type.id, name: type.name, owner: type, node });
    }
  };

  const addType = (node: Syntax, outer: JavaType | undefined, depth = 0): void => {
    const kind = typeKinds[node.type];
    const name = node.get('name')?.text;
    if (!kind || !name || depth > maxNesting) return;
    const bases = [...typeListOf(node.get('superclass')), ...typeListOf(node.first('extends_interfaces'))];
    const interfaces = typeListOf(node.get('interfaces'));
    const annotations = annotationsOf(path, node);
    const isTest =
      testPath ||
      outer?.isTest === true ||
      annotations.some((of) => /^(SpringBootTest|WebMvcTest|DataJpaTest|QuarkusTest|MicronautTest)$/.test(of.name));
    const id = add(node, symbolKinds[kind], name, outer, isTest, { bases: [...bases, ...interfaces].map(simpleName) });
    const doc = docOf(node);
    const type: OpenType = {
      id,
      name,
      qualifiedName: into.symbols.at(-1)?.qualifiedName ?? name,
      kind,
      ...(outer && { outer: outer.id }),
      annotations,
      modifiers: modifiersOf(node),
      extends: bases,
      implements: interfaces,
      fields: [],
      methods: [],
      constants: Object.create(null),
      values: [],
      ...(doc && { doc }),
      span: spanOf(path, node),
      isTest,
    };
    into.types.push(type);
    for (const component of kind === 'record' ? (node.get('parameters')?.all('formal_parameter') ?? []) : []) {
      const parameter = parameterOf(path, component);
      type.fields.push({ ...parameter, modifiers: [], span: spanOf(path, component) });
      add(component, 'field', parameter.name, type, isTest);
    }
    for (const member of node.get('body')?.named ?? []) addMember(member, type, depth);
  };

  for (const node of root.named) {
    /** Where the file can't be made sense of, types may stand among what could be read. */
    for (const one of node.type === 'ERROR' ? node.named : [node]) addType(one, undefined);
  }
  return into;
};
