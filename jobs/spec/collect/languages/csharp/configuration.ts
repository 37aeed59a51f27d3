import type { Configuration } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import { looksSecret } from '../../parse/secret-name.ts';
import type { Call, Chain, Type } from './piece.ts';
import { literalOf } from './template.ts';
import { simpleName, typeArguments, unwrapped } from './type-name.ts';
import type { Workspace } from './workspace.ts';

const isConfiguration = (chain: Chain): boolean =>
  /configuration|config\b|^_?config$/i.test(chain.root) ||
  /\bI?Configuration(Root|Section|Manager)?\b/.test(chain.rootType ?? '');

const withDefault = (key: string, text: string | undefined): { default?: string } =>
  text === undefined || text === '' || looksSecret(key) || text.length > 200 ? {} : { default: text };

/** The section of `GetSection("A")` in an argument or before an indexer. */
const sectionIn = (workspace: Workspace, text: string, inType: string | undefined): string | undefined => {
  const inner = /Get(?:Required)?Section\(\s*("([^"]*)"|nameof\(([\w.]+)\)|[\w.]+)\s*\)/.exec(text);
  if (!inner) return undefined;
  const [, name = '', literal, named] = inner;
  return literal ?? named?.split('.').at(-1) ?? workspace.text([{ name }], inType);
};

/** Keys of the properties of a type that is bound to a section. */
const boundTo = (workspace: Workspace, section: string, typeName: string, near: string): Configuration[] => {
  const type = workspace.typeNamed(typeName, near);
  return type ? propertyKeys(type, (name) => (section ? `${section}:${name}` : name)) : [];
};

const propertyKeys = (type: Type, keyOf: (name: string) => string): Configuration[] =>
  type.members
    .filter(
      ({ kind, modifiers, computed }) =>
        kind === 'property' && modifiers.includes('public') && !modifiers.includes('static') && !computed,
    )
    .map((member) => {
      const key = keyOf(member.name);
      const said =
        literalOf(member.value) ??
        (member.valueText && /^(?!new\b)[\w.]+(\([\w.]*\))?$/.test(member.valueText) ? member.valueText : undefined);
      return {
        key,
        ...withDefault(key, said?.replace(/(?<=\d)[mMfFdDlL]$/, '')),
        symbol: member.id,
        span: member.span,
      };
    });

const ofOptions = (workspace: Workspace, chain: Chain, call: Call): Configuration[] | undefined => {
  const [typeName] = call.types;
  if (!typeName) return undefined;
  const near = chain.span.path;
  if (/^(Configure|ConfigureOptions|AddOptions|AddOptionsWithValidateOnStart|Configure\w*Options)$/.test(call.name)) {
    const bind = chain.calls.find(({ name }) => name === 'BindConfiguration');
    const all = chain.calls.flatMap(({ arguments: given }) => given.map(({ text }) => text)).join(' ');
    const section =
      (bind && workspace.text(bind.arguments[0]?.value, chain.type)) ?? sectionIn(workspace, all, chain.type);
    return section === undefined ? undefined : boundTo(workspace, section, typeName, near);
  }
  return undefined;
};

const ofChain = (workspace: Workspace, chain: Chain): Configuration[] => {
  const found: Configuration[] = [];
  let section = sectionIn(workspace, chain.root, chain.type) ?? '';
  for (const call of chain.calls) {
    const options = ofOptions(workspace, chain, call);
    if (options) return options;
    const text = workspace.text(call.arguments[0]?.value, chain.type);
    if (call.name === 'GetEnvironmentVariable' && text && !text.includes('{')) {
      found.push({ key: text, symbol: chain.from, span: call.span });
    }
    if (!isConfiguration(chain) || !text || text.startsWith('{')) {
      const bound = /^(Get|Bind)$/.test(call.name) && section ? (call.types[0] ?? call.arguments[0]?.way) : undefined;
      if (bound) return boundTo(workspace, section, simpleName(bound), chain.span.path);
      continue;
    }
    const key = section ? `${section}:${text}` : text;
    if (/^Get(Required)?Section$/.test(call.name)) section = key;
    else if (call.name === 'GetConnectionString')
      found.push({ key: `ConnectionStrings:${text}`, symbol: chain.from, span: call.span });
    else if (call.name === 'GetValue' || call.name === '[]' || call.name === 'GetRequiredValue') {
      found.push({
        key,
        ...withDefault(key, literalOf(call.arguments[1]?.value)),
        symbol: chain.from,
        span: call.span,
      });
    }
  }
  return found;
};

/** nopCommerce keeps each property of such a class as a setting of the shop. */
const isSettings = (workspace: Workspace, type: Type): boolean =>
  type.kind === 'class' && workspace.basesOf(type).some((base) => /^(ISettings|IConfig)$/.test(simpleName(base)));

/** Types that come as IOptions<T>, whatever section they are bound to. */
const optionTypes = (workspace: Workspace): Type[] => {
  const names = new Set<string>();
  for (const type of workspace.types) {
    for (const { type: of } of [...type.parameters, ...type.members.flatMap(({ parameters }) => parameters)]) {
      if (of && /^IOptions(Monitor|Snapshot)?</.test(of)) names.add(simpleName(typeArguments(of)[0] ?? unwrapped(of)));
    }
  }
  return [...names].sort().flatMap((name) => workspace.typeNamed(name) ?? []);
};

/** Configuration keys: asked for by name, bound to options, or kept as settings. */
export const configurationOf = (workspace: Workspace): Configuration[] => {
  const asked = workspace.pieces
    .filter(({ path }) => !isTestPath(path))
    .flatMap(({ chains }) => chains.flatMap((chain) => ofChain(workspace, chain)));
  const bound = new Set(asked.map(({ symbol }) => symbol));
  const kept = [...optionTypes(workspace), ...workspace.types.filter((type) => isSettings(workspace, type))]
    .filter(({ span }) => !isTestPath(span.path))
    .flatMap((type) => propertyKeys(type, (name) => `${type.name}.${name}`))
    .filter(({ symbol }) => !bound.has(symbol));
  const seen = new Set<string>();
  return [...asked, ...kept].filter(({ key, symbol }) => {
    const id = `${key} ${symbol}`;
    return !seen.has(id) && seen.add(id);
  });
};
