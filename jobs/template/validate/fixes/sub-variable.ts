import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { pointerTo, tokensOf } from '../document/pointer.ts';
import { ask } from './ask/parameter.ts';
import type { Fix, FixContext, Fixer } from './fix.ts';
import { mayHaveMacros } from './macros.ts';
import { isNearAny, nearest } from './nearest.ts';
import { resourceAt } from './schema.ts';

type Text = { readonly path: string; readonly text: string };

/** Every text of a Fn::Sub in a value, with its own place. */
function* subTexts(value: JsonValue | undefined, path: string): Generator<Text> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* subTexts(item, `${path}/${index}`);
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const at = `${path}${pointerTo([key])}`;
    const [first] = Array.isArray(item) ? item : [];
    if (key === 'Fn::Sub' && typeof item === 'string') yield { path: at, text: item };
    else if (key === 'Fn::Sub' && typeof first === 'string') yield { path: `${at}/0`, text: first };
    yield* subTexts(item, at);
  }
}

const idsOf = ({ Parameters, Resources }: JsonObject): string[] =>
  [Parameters, Resources].flatMap((section) => (isObject(section) ? Object.keys(section) : []));

/** Whether a script in the text gives the variable its value: then it is the shell's. */
const isShells = (text: string, name: string): boolean =>
  new RegExp(
    `(^|[\\s;&|(])((export|local|readonly|declare|read|for)\\s+(-\\w+\\s+)*)?${name}(=|\\s+in\\s|\\s*$)`,
    'm',
  ).test(text.replaceAll(`\${${name}}`, ''));

const rewritten = (texts: readonly Text[], name: string, to: string, description: string): Fix => ({
  patch: texts.map(({ path, text }) => ({
    op: 'replace' as const,
    path,
    value: text.replaceAll(`\${${name}}`, `\${${to}}`),
  })),
  description,
});

/** The name, or the resource and attribute, that is surely meant. */
const meantBy = (name: string, { template, registry }: FixContext): string | undefined => {
  const [id = '', ...attribute] = name.split('.');
  const known = idsOf(template);
  const meant = known.includes(id) ? id : nearest(id, known);
  if (meant === undefined || attribute.length === 0) return meant === name ? undefined : meant;
  const attributes = resourceAt(template, registry, ['Resources', meant])?.attributes ?? [];
  const which = nearest(attribute.join('.'), attributes);
  return which === undefined || `${meant}.${which}` === name ? undefined : `${meant}.${which}`;
};

export const subVariable: Fixer = {
  name: 'sub-variable',
  mends:
    "A name in a Fn::Sub that nothing has: the one that is surely meant; a shell's variable left to the shell; else a parameter",
  rules: ['F1018', 'F6101', 'E1019'],
  fix({ finding, pointer }, context) {
    const { template } = context;
    const name = /^Fn::Sub variable '\$\{([^}]+)\}' does not reference/.exec(finding.message)?.[1];
    const root = pointer.replace(/\/Fn::Sub(\/\d)?$/, '');
    if (name === undefined || tokensOf(root).length < 2) return undefined;
    const texts = [...subTexts(valueAt(template, root), root)].filter(({ text }) => text.includes(`\${${name}}`));
    if (texts.length === 0) return undefined;
    const meant = meantBy(name, context);
    if (meant !== undefined) return rewritten(texts, name, meant, `\${${name}} corrected to \${${meant}}`);
    if (!/^\w+$/.test(name)) return undefined;
    if (texts.every(({ text }) => isShells(text, name)))
      return rewritten(
        texts,
        name,
        `!${name}`,
        `\${${name}} left to the shell, which gives it its value, as \${!${name}}`,
      );
    if (!/^[A-Za-z0-9]+$/.test(name) || mayHaveMacros(template) || isNearAny(name, idsOf(template))) return undefined;
    const { name: declared, patch } = ask(template, name, { Type: 'String' });
    return declared === name && patch.length > 0
      ? { patch, description: `Parameter ${name} declared (String), which a Fn::Sub names` }
      : undefined;
  },
};
