import type { Configuration } from '#schemas/spec/facts.ts';
import { looksSecret } from '../../parse/secret-name.ts';
import type { Syntax } from '../../parse/syntax.ts';
import {
  attributesOf,
  basesOf,
  calleeName,
  dottedName,
  isSettled,
  keyword,
  lastName,
  numberOf,
  positional,
  type SourceUnit,
  symbolAt,
  textOf,
  unitSpan,
} from './file.ts';

const literal = (unit: SourceUnit, node: Syntax | undefined): string | undefined => {
  if (!node) return undefined;
  if (/^(true|false|integer|float)$/.test(node.type)) return node.text;
  if (node.type === 'binary_operator') {
    const value = numberOf(unit, node);
    if (value !== undefined) return String(value);
  }
  const text = textOf(unit, node);
  return text !== undefined && isSettled(text) && text.length <= 200 && !/[{}]/.test(text) ? text : undefined;
};

const entry = (unit: SourceUnit, node: Syntax, key: string, otherwise: string | undefined): Configuration => {
  const symbol = symbolAt(unit, node);
  const isSecret = looksSecret(key) || /:\/\/[^/\s]*:[^/\s]*@/.test(otherwise ?? '');
  return {
    key,
    ...(otherwise && !isSecret ? { default: otherwise } : {}),
    ...(symbol ? { symbol } : {}),
    span: unitSpan(unit, node),
  };
};

const getters =
  /^(os\.environ\.get|environ\.get|os\.getenv|getenv|config|decouple\.config|env|env\.(str|int|bool|list|float|url|json|dict|path)|environ\.get|current_app\.config\.get|app\.config\.get|settings\.get)$/;

/** os.environ['X'], os.getenv('X', 'y'), config('X', default=…), app.config['X'] */
const asked = (unit: SourceUnit): Configuration[] => [
  ...unit.all('call').flatMap((call) => {
    if (!getters.test(calleeName(call))) return [];
    const key = textOf(unit, positional(call)[0]);
    return key && isSettled(key) && /^[\w.:-]+$/.test(key)
      ? [entry(unit, call, key, literal(unit, keyword(call, 'default') ?? positional(call)[1]))]
      : [];
  }),
  ...unit.all('subscript').flatMap((node) => {
    const owner = dottedName(node.get('value'));
    if (!/^(os\.environ|environ|(current_)?app\.config)$/.test(owner)) return [];
    const key = textOf(unit, node.get('subscript'));
    const set =
      node.parent?.type === 'assignment' && node.role === 'left' ? literal(unit, node.parent.get('right')) : undefined;
    return key && isSettled(key) ? [entry(unit, node, key, set)] : [];
  }),
];

/** Fields of class Settings(BaseSettings), and of Flask's class Config. */
const settings = (unit: SourceUnit): Configuration[] =>
  unit.all('class_definition').flatMap((type) => {
    const isBase = basesOf(type).some((base) => /(^|\.)BaseSettings$/.test(base));
    const isConfig = /^(\w*Config|Settings)$/.test(type.get('name')?.text ?? '');
    if (!isBase && !isConfig) return [];
    return attributesOf(type).flatMap(({ name, value, node }) => {
      if (
        !(isBase || /^[A-Z][A-Z0-9_]+$/.test(name)) ||
        name === 'model_config' ||
        (value?.type === 'call' && getters.test(calleeName(value)))
      )
        return [];
      const field =
        value?.type === 'call' && lastName(calleeName(value)) === 'Field'
          ? (keyword(value, 'default') ?? positional(value)[0])
          : value;
      const alias = value?.type === 'call' ? textOf(unit, keyword(value, 'env') ?? keyword(value, 'alias')) : undefined;
      return [entry(unit, node, alias && isSettled(alias) ? alias : name, literal(unit, field))];
    });
  });

/** settings.X of Django */
const django = (unit: SourceUnit): Configuration[] => {
  if (!/django/.test(unit.imports.get('settings')?.module ?? '')) return [];
  return unit.all('attribute').flatMap((node) => {
    const key = node.get('attribute')?.text ?? '';
    return node.get('object')?.text === 'settings' && /^[A-Z][A-Z0-9_]+$/.test(key)
      ? [entry(unit, node, key, undefined)]
      : [];
  });
};

export const readConfiguration = (unit: SourceUnit): Configuration[] =>
  unit.isTest ? [] : [...asked(unit), ...settings(unit), ...django(unit)].sort((a, b) => a.span.start - b.span.start);
