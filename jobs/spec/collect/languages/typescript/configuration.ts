import type { Configuration } from '#schemas/spec/facts.ts';
import { looksSecret } from '../../parse/secret-name.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { type SourceUnit, symbolAt, unitSpan } from './file.ts';
import { argumentsOf, bare, calleeOf, dottedName, entriesOf, isCall } from './syntax-tree.ts';
import { isSettled, numberOf, textOf } from './texts.ts';

const literal = (unit: SourceUnit, node: Syntax | undefined): string | undefined => {
  const at = bare(node);
  if (!at) return undefined;
  if (/^(true|false|number)$/.test(at.type)) return at.text;
  const number = at.type === 'binary_expression' && !at.has('||') && !at.has('??') ? numberOf(unit, at) : undefined;
  if (number !== undefined) return String(number);
  const text = textOf(unit, at);
  return text !== undefined && isSettled(text) && text.length <= 200 ? text : undefined;
};

const entry = (unit: SourceUnit, node: Syntax, key: string, otherwise: string | undefined): Configuration => {
  const symbol = symbolAt(unit, node);
  const isSecret = looksSecret(key) || /:\/\/[^/\s]*:[^/\s]*@/.test(otherwise ?? '');
  return {
    key,
    ...(otherwise !== undefined && otherwise !== '' && !isSecret ? { default: otherwise } : {}),
    ...(symbol ? { symbol } : {}),
    span: unitSpan(unit, node),
  };
};

/** What stands behind `??` or `||` after a value, through the calls around it: parseInt(process.env.PORT, 10) || 3000 */
const fallbackOf = (node: Syntax): Syntax | undefined => {
  for (let at = node, steps = 0; at.parent && steps < 6; at = at.parent, steps++) {
    const { parent } = at;
    if (parent.type === 'binary_expression' && at.role === 'left' && (parent.has('||') || parent.has('??')))
      return parent.get('right');
    if (
      !/^(parenthesized_expression|as_expression|non_null_expression|arguments|call_expression|unary_expression)$/.test(
        parent.type,
      )
    )
      return undefined;
  }
  return undefined;
};

const isEnvironment = (node: Syntax | undefined): boolean =>
  /^(process\.env|import\.meta\.env|Bun\.env|env)$/.test(node?.text ?? '');

const environment = (unit: SourceUnit): Configuration[] => {
  const members = unit.all('member_expression', 'subscript_expression').flatMap((node) => {
    const object = node.get('object');
    if (
      !isEnvironment(object) ||
      (object?.text === 'env' && !/^[A-Z][A-Z0-9_]+$/.test(node.get('property')?.text ?? ''))
    )
      return [];
    const key = node.get('property')?.text ?? textOf(unit, node.get('index'));
    return key && isSettled(key) ? [entry(unit, node, key, literal(unit, fallbackOf(node)))] : [];
  });
  const taken = unit.all('variable_declarator').flatMap((node) => {
    const pattern = node.get('name');
    if (pattern?.type !== 'object_pattern' || !isEnvironment(bare(node.get('value')))) return [];
    return pattern.named.map((one) => {
      const name = (one.get('key') ?? one.get('left') ?? one).text;
      return entry(unit, one, name, literal(unit, one.get('right')));
    });
  });
  return [...members, ...taken];
};

const configReceivers =
  /(^|\.)_?(config|configService|configuration|settings|nconf|convict|configurationService|cfg)$/i;

/** config.get('orders.max', 10), configService.getOrThrow<string>('app.port') */
const asked = (unit: SourceUnit): Configuration[] =>
  unit.all('call_expression').flatMap((call) => {
    const callee = calleeOf(call);
    const method = callee?.get('property')?.text ?? '';
    if (!/^(get|getOrThrow|has)$/.test(method) || !configReceivers.test(dottedName(callee?.get('object')))) return [];
    const [first, second] = argumentsOf(call);
    const key = textOf(unit, first);
    if (!key || !isSettled(key)) return [];
    const otherwise = bare(second)?.type === 'object' ? undefined : second;
    return [entry(unit, call, key, literal(unit, otherwise ?? fallbackOf(call)))];
  });

/** Schemas of the environment: Joi.object({ PORT: Joi.number().default(3000) }), z.object, envalid's cleanEnv */
const schemas = (unit: SourceUnit): Configuration[] =>
  unit.all('object').flatMap((object) => {
    const call = object.parent?.parent;
    if (
      !isCall(call) ||
      !/(^|\.)(object|keys|cleanEnv|strictObject|createEnv)$|object\(\)\.keys$/.test(dottedName(calleeOf(call)))
    )
      return [];
    const entries = entriesOf(object).filter(({ key }) => /^[A-Z][A-Z0-9_]+$/.test(key));
    return entries.map(({ key, value, node }) => {
      const standard = value.find('call_expression').find((one) => calleeOf(one)?.get('property')?.text === 'default');
      const option = value.find('pair').find((one) => one.get('key')?.text === 'default');
      return entry(unit, node, key, literal(unit, argumentsOf(standard)[0] ?? option?.get('value')));
    });
  });

/** The keys that a file asks its configuration for, each with its default. */
export const readConfiguration = (unit: SourceUnit): Configuration[] => {
  if (unit.isTest) return [];
  const seen = new Set<string>();
  return [...environment(unit), ...asked(unit), ...schemas(unit)]
    .filter(({ key, span }) => {
      const id = `${key} ${span.start}`;
      return !seen.has(id) && Boolean(seen.add(id));
    })
    .sort((a, b) => a.span.start - b.span.start);
};
