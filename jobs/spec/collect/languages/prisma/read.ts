import type { Entity, Field } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { TextFile } from '../../parse/language.ts';
import { closingIndex, type Token, tokensOf } from '../../parse/tokens.ts';

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference */
const lexicon = { lineComments: ['//'], strings: { '"': '"' }, names: {}, doubled: false } as const;

export type Block = {
  readonly kind: 'model' | 'enum' | 'view' | 'type';
  readonly name: string;
  readonly doc?: string;
  readonly span: Entity['span'];
  readonly table?: string;
  readonly fields: readonly PrismaField[];
};

export type PrismaField = {
  readonly field: Field;
  /** The type without ? and []. */
  readonly type: string;
  readonly list: boolean;
  /** Name of the relation, where it has one, and whether this side holds the key. */
  readonly relation?: { readonly name?: string; readonly holds: boolean };
};

export type PrismaPiece = { readonly path: string; readonly isTest: boolean; readonly blocks: readonly Block[] };

const kinds = new Set(['model', 'enum', 'view', 'type']);

/** An attribute as it stands: @db.VarChar(200) -> { name: 'db.VarChar', arguments: [200] }. */
type Attribute = { readonly name: string; readonly block: boolean; readonly inside: readonly Token[] };

const attributesOf = (tokens: readonly Token[]): Attribute[] => {
  const found: Attribute[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.text !== '@' || tokens[at]?.kind !== 'sign') continue;
    const block = tokens[at + 1]?.text === '@';
    if (block) at++;
    let name = tokens[++at]?.text ?? '';
    while (tokens[at + 1]?.text === '.' && tokens[at + 2]) {
      name += `.${tokens[at + 2]?.text}`;
      at += 2;
    }
    if (tokens[at + 1]?.text === '(') {
      const end = closingIndex(tokens, at + 1);
      found.push({ name, block, inside: tokens.slice(at + 2, end - 1) });
      at = end - 1;
    } else found.push({ name, block, inside: [] });
  }
  return found;
};

/** [a, b] after `label:`, or the first list. */
const namesIn = (inside: readonly Token[], label?: string): string[] => {
  const from = label ? inside.findIndex((token, at) => token.text === label && inside[at + 1]?.text === ':') : 0;
  if (from < 0) return [];
  const open = inside.findIndex(({ text, kind }, at) => at >= from && kind === 'sign' && text === '[');
  if (open < 0) return [];
  const names: string[] = [];
  let depth = 0;
  for (const token of inside.slice(open + 1, closingIndex(inside, open) - 1)) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    else if (token.kind === 'word' && depth === 0) names.push(token.text);
  }
  return names;
};

/** Lines of a block: tokens that stand on one line, with the ones that brackets carry over. */
const linesOf = (tokens: readonly Token[]): Token[][] => {
  const lines: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    const last = lines.at(-1);
    if (last && (depth > 0 || last.at(-1)?.endLine === token.line)) last.push(token);
    else lines.push([token]);
    if (token.kind === 'sign') depth += /[([{]/.test(token.text) ? 1 : /[)\]}]/.test(token.text) ? -1 : 0;
    depth = Math.max(0, depth);
  }
  return lines;
};

const lengthOf = (attributes: readonly Attribute[]): number | undefined => {
  const sized = attributes.find(({ name }) => /^db\.(Var|N|NVar)?(Char|Varchar2)$/i.test(name));
  const value = Number(sized?.inside.find(({ kind }) => kind === 'number')?.text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
};

const fieldOf = (path: string, line: readonly Token[]): PrismaField | undefined => {
  const [name, type] = line;
  if (name?.kind !== 'word' || type?.kind !== 'word') return undefined;
  const start = line.findIndex(({ text, kind }) => kind === 'sign' && text === '@');
  const head = line.slice(2, start < 0 ? undefined : start).map(({ text }) => text);
  const attributes = attributesOf(start < 0 ? [] : line.slice(start));
  const has = (wanted: string): boolean => attributes.some((one) => one.name === wanted && !one.block);
  const list = head.includes('[');
  const length = lengthOf(attributes);
  const doc = [name.doc, line.at(-1)?.trailing].filter(Boolean).join(' ');
  const relation = attributes.find((one) => one.name === 'relation');
  const relationName = relation?.inside.find(({ kind }) => kind === 'string')?.text;
  return {
    field: {
      name: name.text,
      type: `${type.text}${list ? '[]' : ''}${head.includes('?') ? '?' : ''}`,
      key: has('id'),
      nullable: head.includes('?'),
      unique: has('unique') || has('id'),
      ...(length === undefined ? {} : { length }),
      ...(doc ? { doc } : {}),
      span: { path, start: name.line, end: line.at(-1)?.endLine ?? name.line },
    },
    type: type.text,
    list,
    ...(relation
      ? {
          relation: {
            ...(relationName ? { name: relationName } : {}),
            holds: namesIn(relation.inside, 'fields').length > 0,
          },
        }
      : {}),
  };
};

const blockOf = (path: string, kind: Token, name: Token, body: readonly Token[], end: number): Block => {
  const lines = linesOf(body);
  const whole = lines.filter(([first]) => first?.text === '@').flatMap((line) => attributesOf(line));
  const keys = new Set(whole.filter((one) => one.name === 'id').flatMap(({ inside }) => namesIn(inside)));
  const alone = whole
    .filter((one) => one.name === 'unique')
    .map(({ inside }) => namesIn(inside))
    .filter((names) => names.length === 1)
    .flat();
  const table = whole.find((one) => one.name === 'map')?.inside.find(({ kind: of }) => of === 'string')?.text;
  const isEnum = kind.text === 'enum';
  const fields = lines
    .filter(([first]) => first?.text !== '@')
    .map((line) => (isEnum ? enumValueOf(path, line) : fieldOf(path, line)))
    .filter((one) => one !== undefined)
    .map((one) => ({
      ...one,
      field: {
        ...one.field,
        key: one.field.key || keys.has(one.field.name),
        unique: one.field.unique || alone.includes(one.field.name),
      },
    }));
  return {
    kind: kind.text as Block['kind'],
    name: name.text,
    ...(kind.doc ? { doc: kind.doc } : {}),
    ...(table ? { table } : {}),
    span: { path, start: kind.line - (kind.doc?.split('\n').length ?? 0), end },
    fields,
  };
};

const enumValueOf = (path: string, [name]: readonly Token[]): PrismaField | undefined =>
  name?.kind === 'word'
    ? {
        field: {
          name: name.text,
          type: 'enum-member',
          key: false,
          nullable: false,
          unique: false,
          ...(name.doc || name.trailing ? { doc: name.doc ?? name.trailing } : {}),
          span: { path, start: name.line, end: name.line },
        },
        type: '',
        list: false,
      }
    : undefined;

/** The blocks of a schema.prisma; what is no model, view, type or enum is passed over. */
export const readPrisma = ({ path, text }: TextFile): PrismaPiece => {
  const tokens = tokensOf(text, lexicon);
  const blocks: Block[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [kind, name, open] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (kind?.kind !== 'word' || name?.kind !== 'word' || open?.text !== '{') continue;
    const end = closingIndex(tokens, at + 2);
    if (kinds.has(kind.text)) {
      const last = tokens[end - 1]?.endLine ?? kind.line;
      blocks.push(blockOf(path, kind, name, tokens.slice(at + 3, end - 1), last));
    }
    at = end - 1;
  }
  return { path, isTest: isTestPath(path), blocks };
};
