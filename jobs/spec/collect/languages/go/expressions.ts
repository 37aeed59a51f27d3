import { linesOf } from '../../parse/doc-comment.ts';
import { stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Expr, Step, Variable } from './model.ts';

/** The file and the symbol that an expression stands in. */
export type Place = { readonly path: string; readonly symbol: string };

const maxTerms = 200;
const maxDepth = 120;

const isCode = ({ isNamed, type }: Syntax): boolean => isNamed && type !== 'comment';
export const codeIn = (node: Syntax | undefined): Syntax[] => (node ? node.children.filter(isCode) : []);
export const argumentsOf = (call: Syntax): Syntax[] => codeIn(call.get('arguments'));

const other = (node: Syntax): Expr => ({ kind: 'other', text: node.text.slice(0, 200) });

/** a + b + c stands as ((a + b) + c): unrolled, as it may be long. */
const sumOf = (node: Syntax, place: Place, depth: number): Expr => {
  const terms: Expr[] = [];
  let left: Syntax | undefined = node;
  while (left?.type === 'binary_expression' && left.has('+') && terms.length < maxTerms) {
    const right: Syntax | undefined = left.get('right');
    if (right) terms.push(exprOf(right, place, depth + 1));
    left = left.get('left');
  }
  if (left) terms.push(left.type === 'binary_expression' ? other(left) : exprOf(left, place, depth + 1));
  return { kind: 'sum', terms: terms.reverse() };
};

const elementOf = (node: Syntax, place: Place, depth: number, type: string): Expr => {
  const inner = codeIn(node)[0] ?? node;
  if (inner.type === 'literal_value') return compositeOf(type, inner, place, depth + 1);
  return exprOf(inner, place, depth + 1);
};

const compositeOf = (type: string, body: Syntax | undefined, place: Place, depth: number): Expr => {
  const element = /^\[[^\]]*\]\*?([\s\S]*)$/.exec(type)?.[1];
  const elements = codeIn(body);
  if (element !== undefined) {
    return {
      kind: 'list',
      of: element,
      items: elements.slice(0, 2000).map((node) => elementOf(node, place, depth, element)),
    };
  }
  const fields = elements.slice(0, 500).map((node) => {
    if (node.type !== 'keyed_element') return { value: elementOf(node, place, depth, '') };
    const [key, value] = [node.get('key'), node.get('value')];
    return {
      name: key?.text.replace(/^"|"$/g, '') ?? '',
      value: value ? elementOf(value, place, depth, '') : other(node),
    };
  });
  return { kind: 'struct', type, fields };
};

/** An expression as plain data. */
export const exprOf = (node: Syntax, place: Place, depth = 0): Expr => {
  if (depth > maxDepth) return other(node);
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
    case 'package_identifier':
      return { kind: 'name', name: node.text };
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { kind: 'text', text: stringValue(node) ?? '' };
    case 'selector_expression':
    case 'qualified_type': {
      const of = node.get('operand') ?? node.get('package');
      return of
        ? {
            kind: 'select',
            of: exprOf(of, place, depth + 1),
            name: (node.get('field') ?? node.get('name'))?.text ?? '',
          }
        : other(node);
    }
    case 'call_expression':
    case 'type_conversion_expression': {
      const target = node.get('function') ?? node.get('type');
      if (!target) return other(node);
      const operand = node.get('operand');
      const args = operand ? [operand] : argumentsOf(node);
      return {
        kind: 'call',
        target: exprOf(target, place, depth + 1),
        args: args.map((one) => exprOf(one, place, depth + 1)),
        span: linesOf(place.path, node),
      };
    }
    case 'binary_expression':
      return node.has('+') ? sumOf(node, place, depth) : other(node);
    case 'unary_expression':
      return node.has('&') && node.get('operand') ? exprOf(node.get('operand') ?? node, place, depth + 1) : other(node);
    case 'parenthesized_expression':
    case 'literal_element':
    case 'expression_list':
    case 'generic_type':
    case 'type_instantiation_expression': {
      const inner = codeIn(node)[0];
      return inner ? exprOf(inner, place, depth + 1) : other(node);
    }
    case 'func_literal':
      return {
        kind: 'function',
        parameters: variablesOf(node.get('parameters')),
        steps: stepsOf(node.get('body'), place, depth + 1),
        symbol: place.symbol,
      };
    case 'composite_literal':
      return compositeOf(node.get('type')?.text ?? '', node.get('body'), place, depth);
    default:
      return other(node);
  }
};

/** Parameters and results by name and type. */
export const variablesOf = (list: Syntax | undefined): Variable[] =>
  (list?.all('parameter_declaration', 'variadic_parameter_declaration') ?? []).flatMap((node) => {
    const type = `${node.type.startsWith('variadic') ? '[]' : ''}${node.get('type')?.text ?? ''}`;
    const names = node.children.filter(({ role, isNamed }) => role === 'name' && isNamed);
    return names.length > 0 ? names.map(({ text }) => ({ name: text, type })) : [{ name: '', type }];
  });

const statements = (node: Syntax, place: Place, depth: number): Step[] =>
  codeIn(node).flatMap((child) => stepOf(child, place, depth + 1));

const assignment = (node: Syntax, place: Place, depth: number): Step[] => {
  const left = node.get('left') ?? node;
  const right = node.get('right') ?? node.get('value');
  const to =
    node.type === 'var_spec' ? node.children.filter(({ role, isNamed }) => role === 'name' && isNamed) : codeIn(left);
  if (!right) return [];
  const isAdded = node.get('operator')?.text === '+=' || node.has('+=');
  if (isAdded && to[0]) {
    const target = exprOf(to[0], place, depth);
    const terms = codeIn(right).map((one) => exprOf(one, place, depth));
    return [{ kind: 'set', to: [target], values: [{ kind: 'sum', terms: [target, ...terms] }] }];
  }
  return [
    {
      kind: 'set',
      to: to.map((one) => exprOf(one, place, depth)),
      values: codeIn(right).map((one) => exprOf(one, place, depth)),
    },
  ];
};

const stepOf = (node: Syntax, place: Place, depth: number): Step[] => {
  if (depth > maxDepth) return [];
  switch (node.type) {
    case 'expression_statement':
    case 'go_statement':
    case 'defer_statement': {
      const [inner] = codeIn(node);
      return inner ? [{ kind: 'do', value: exprOf(inner, place, depth) }] : [];
    }
    case 'short_var_declaration':
    case 'assignment_statement':
    case 'var_spec':
      return assignment(node, place, depth);
    case 'return_statement':
      return [{ kind: 'return', values: codeIn(codeIn(node)[0]).map((one) => exprOf(one, place, depth)) }];
    case 'for_statement': {
      const range = node.first('range_clause');
      const body = node.get('body');
      const right = range?.get('right');
      if (!right || !body) return body ? statements(body, place, depth) : [];
      return [
        {
          kind: 'each',
          names: codeIn(range?.get('left')).map(({ text }) => text),
          of: exprOf(right, place, depth),
          steps: statements(body, place, depth),
        },
      ];
    }
    case 'if_statement':
      return [
        ...(node.get('initializer') ? stepOf(node.get('initializer') ?? node, place, depth) : []),
        ...['consequence', 'alternative'].flatMap((role) => {
          const branch = node.get(role);
          return branch
            ? branch.type === 'if_statement'
              ? stepOf(branch, place, depth + 1)
              : statements(branch, place, depth)
            : [];
        }),
      ];
    case 'block':
    case 'statement_list':
    case 'var_declaration':
    case 'var_spec_list':
    case 'expression_switch_statement':
    case 'expression_case':
    case 'default_case':
    case 'labeled_statement':
      return statements(node, place, depth);
    default:
      return [];
  }
};

/** What a body does. */
export const stepsOf = (body: Syntax | undefined, place: Place, depth = 0): Step[] =>
  body ? statements(body, place, depth) : [];
