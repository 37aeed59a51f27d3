import type { Configuration } from '#schemas/spec/facts.ts';
import { words } from '../../parse/words.ts';
import { argumentValue, type Call } from './body.ts';
import type { Annotation, Drafts, JavaType, Value } from './model.ts';
import type { Types } from './types.ts';
import { annotated, joinText, simpleName } from './values.ts';

/** ${key:default} in a text, each of them. */
const placeholders = /[$#]\{([\w.[\]-]+)(?::([^{}]*))?\}/g;

const plain = (value: Value | undefined): string | undefined => value && joinText(value.text ?? []);

const push = (
  drafts: Drafts,
  owner: JavaType,
  symbol: string,
  span: Configuration['span'],
  key: Value | string,
  fallback?: Value | string,
): void => {
  const texts = {
    ...(typeof key !== 'string' && { key }),
    ...(fallback !== undefined && typeof fallback !== 'string' && { default: fallback }),
  };
  const fact: Configuration = {
    key: typeof key === 'string' ? key : (plain(key) ?? key.source),
    ...(typeof fallback === 'string' && { default: fallback }),
    symbol,
    span,
  };
  drafts.configuration.push({ fact, texts, owner: owner.id });
};

const ofAnnotation = (annotation: Annotation, owner: JavaType, symbol: string, drafts: Drafts): void => {
  const { name, args, span } = annotation;
  if (name === 'Value' || name === 'Scheduled' || /Listener$/.test(name)) {
    for (const [key, values] of Object.entries(args)) {
      if (name === 'Scheduled' && key === 'zone') continue;
      for (const value of values) {
        for (const [, setting = '', fallback] of (plain(value) ?? '').matchAll(placeholders))
          push(drafts, owner, symbol, span, setting, fallback);
      }
    }
  } else if (name === 'ConfigProperty' || name === 'Property') {
    const [key] = args.name ?? args.value ?? [];
    if (key) push(drafts, owner, symbol, span, key, args.defaultValue?.[0]);
  } else if (name === 'ConditionalOnProperty') {
    const prefix = plain(args.prefix?.[0]);
    for (const value of [...(args.name ?? []), ...(args.value ?? [])])
      push(drafts, owner, symbol, span, prefix ? `${prefix.replace(/\.$/, '')}.${plain(value)}` : value);
  }
};

/** @Value and its like on fields, methods and parameters. What a constructor's parameters say stands in its body's reading. */
export const readConfiguration = (type: JavaType, drafts: Drafts): void => {
  for (const annotation of type.annotations) ofAnnotation(annotation, type, type.id, drafts);
  for (const field of type.fields)
    for (const annotation of field.annotations) ofAnnotation(annotation, type, type.id, drafts);
  for (const method of type.methods) {
    for (const annotation of [...method.annotations, ...method.parameters.flatMap(({ annotations }) => annotations)])
      ofAnnotation(annotation, type, method.id, drafts);
  }
};

const environment = /^(Environment|ConfigurableEnvironment|env|environment)$/;
const getters: Readonly<Record<string, RegExp>> = {
  getProperty: /^(Environment|ConfigurableEnvironment|StandardEnvironment|System|Properties|Config|env|environment)$/,
  getRequiredProperty: environment,
  getenv: /^System$/,
  getInteger: /^Integer$/,
  getBoolean: /^Boolean$/,
  getLong: /^Long$/,
  getValue: /^Config$/,
  getOptionalValue: /^Config$/,
};

/** environment.getProperty("key", "default"), System.getenv("KEY"). */
export const readConfigurationCall = (call: Call): void => {
  const { body, name, object } = call;
  const receivers = Object.hasOwn(getters, name) ? getters[name] : undefined;
  const key = argumentValue(call, 0);
  if (!receivers || !key || !(receivers.test(call.type ?? '') || receivers.test(object?.text ?? ''))) return;
  const fallback = call.arguments.slice(1).findIndex(({ text }) => !/\.class$/.test(text));
  push(
    body.drafts,
    body.owner,
    body.symbol,
    call.span,
    key,
    fallback >= 0 ? argumentValue(call, fallback + 1) : undefined,
  );
};

const kebab = (name: string): string => words(name).join('-');

const scalars =
  /^(byte|short|int|long|float|double|boolean|char|String|Integer|Long|Short|Byte|Double|Float|Boolean|Duration|DataSize|URI|URL|Path|File|Resource|Charset|List|Set|Map|Locale|Class)$/;

/** The keys that the fields of a type are filled from, nested types among them. */
const keysOf = (prefix: string, entry: Types['all'][number], types: Types, depth = 0): Configuration[] =>
  entry.type.fields
    .filter(({ modifiers }) => !modifiers.includes('static'))
    .flatMap((field) => {
      const key = `${prefix}.${kebab(field.name)}`;
      const nested = scalars.test(simpleName(field.type)) ? undefined : types.find(field.type, entry);
      if (nested && nested.type.kind !== 'enum' && depth < 5 && nested.type.id !== entry.type.id)
        return keysOf(key, nested, types, depth + 1);
      const named = annotated(field.annotations, 'DefaultValue');
      const value =
        types.text(named?.args.value?.[0] ?? field.value, entry) ??
        named?.args.value?.[0]?.source ??
        field.value?.source;
      const isPlain = value !== undefined && !/^(new |null$|\w+[\w.]*\()/.test(value);
      return [{ key, ...(isPlain && { default: value }), symbol: entry.type.id, span: field.span }];
    });

/** What is asked for one by one, and the fields of @ConfigurationProperties. */
export const linkConfiguration = (found: readonly Configuration[], types: Types): Configuration[] => [
  ...found,
  ...types.all.flatMap((entry) => {
    const annotation = entry.type.isTest
      ? undefined
      : annotated(entry.type.annotations, 'ConfigurationProperties', 'ConfigMapping');
    const prefix = types.argument(annotation, entry, 'prefix', 'value');
    return prefix ? keysOf(prefix, entry, types) : [];
  }),
];
