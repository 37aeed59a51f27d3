import { Document, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { wantsQuotes } from './plain-scalar.ts';

/** Intrinsics that have a short form. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const shortForms: ReadonlyMap<string, string> = new Map([
  ['Ref', '!Ref'],
  ['Condition', '!Condition'],
  ...[
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAZs',
    'GetAtt',
    'If',
    'ImportValue',
    'Join',
    'Not',
    'Or',
    'Select',
    'Split',
    'Sub',
  ].map((name): [string, string] => [`Fn::${name}`, `!${name}`]),
]);

type Node = Scalar | YAMLMap | YAMLSeq;

const scalar = (value: JsonValue): Scalar => {
  const node = new Scalar(value);
  if (typeof value === 'string') {
    if (value.includes('\n')) node.type = 'BLOCK_LITERAL';
    else if (wantsQuotes(value)) node.type = 'QUOTE_SINGLE';
  }
  return node;
};

const tagged = (node: Node, tag: string): Node => {
  node.tag = tag;
  return node;
};

/** `!GetAtt Table.Arn`; an attribute that is itself computed, or a logical id with a dot, wants the list. */
const getAtt = (argument: JsonValue | undefined): JsonValue | undefined =>
  Array.isArray(argument) && argument.length === 2 && argument.every((each) => typeof each === 'string')
    ? argument.join('.')
    : argument;

/** In the short form if YAML can say it: a node has one tag, so a function right inside another keeps the outer one's long name. */
const intrinsic = (value: JsonObject, conditions: boolean): Node | undefined => {
  const [only, ...others] = Object.entries(value);
  const tag = only && others.length === 0 ? shortForms.get(only[0]) : undefined;
  if (!only || tag === undefined || only[1] === undefined) return undefined;
  const [name, found] = only;
  if (name === 'Condition' && !conditions) return undefined;
  const argument = name === 'Fn::GetAtt' ? getAtt(found) : found;
  if (argument === null || typeof argument === 'number' || typeof argument === 'boolean') return undefined;
  const node = toNode(argument ?? null, conditions);
  if (node.tag !== undefined) return undefined;
  if (node instanceof YAMLSeq && fitsOneLine(node)) node.flow = true;
  return tagged(node, tag);
};

/** `!Equals [!Ref Stage, production]` reads best in one line. */
const fitsOneLine = (list: YAMLSeq): boolean =>
  list.items.length > 0 &&
  list.items.every((item) => isScalar(item) && item.type !== 'BLOCK_LITERAL') &&
  list.items.reduce((width: number, item) => width + String(isScalar(item) ? item.value : '').length + 8, 0) < 80;

const pair = (key: string, value: JsonValue, conditions: boolean): Pair<Scalar, Node> =>
  new Pair(scalar(key), toNode(value, conditions || conditionKeys.test(key)));

/** Where `{ Condition: name }` is a function, and not a member called so, as in an IAM policy. */
const conditionKeys = /^(?:Conditions|Fn::(?:And|Or|Not))$/;

const toNode = (value: JsonValue, conditions: boolean): Node => {
  if (Array.isArray(value)) {
    const list = new YAMLSeq();
    list.items = value.map((item: JsonValue) => toNode(item, conditions));
    if (value.length === 0) list.flow = true;
    return list;
  }
  if (!isObject(value)) return scalar(value);
  const short = intrinsic(value, conditions);
  if (short) return short;
  const map = new YAMLMap<Scalar, Node>();
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) map.items.push(pair(key, item, conditions || isLogic(key)));
  }
  if (map.items.length === 0) map.flow = true;
  return map;
};

const isLogic = (key: string): boolean => conditionKeys.test(key);

export type Layout = {
  /** Lines above the template, without `#`. */
  readonly header: readonly string[];
  /** A title above the resource of that logical id: the first of its group. */
  readonly titles: ReadonlyMap<string, string>;
};

/** Sections whose members are long enough to want an empty line between them. */
const airy: ReadonlySet<string> = new Set(['Resources']);

/** Sections that stand close to the one before. */
const short: ReadonlySet<string> = new Set(['Description', 'Transform']);

const comment = (lines: readonly string[]): string =>
  lines.map((line) => ` ${line.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ')}`).join('\n');

const layOut = (root: YAMLMap, { titles }: Layout): void => {
  for (const [at, { key: name, value: section }] of root.items.entries()) {
    if (!isScalar(name)) continue;
    if (at > 0 && !short.has(String(name.value))) name.spaceBefore = true;
    if (!airy.has(String(name.value)) || !(section instanceof YAMLMap)) continue;
    for (const [index, { key }] of section.items.entries()) {
      if (!isScalar(key)) continue;
      const title = titles.get(String(key.value));
      if (index > 0) key.spaceBefore = true;
      if (title !== undefined) key.commentBefore = comment([title]);
    }
  }
};

/**
 * A template as YAML that CloudFormation (YAML 1.1) and every other reader (1.2) understand alike: short-form intrinsics, texts that could be
 * misread quoted, texts of several lines as block scalars. The order of keys is the template's; the same input gives the same bytes.
 */
export const renderTemplate = (template: JsonObject, layout: Layout = { header: [], titles: new Map() }): string => {
  const root = toNode(template, false);
  if (!(root instanceof YAMLMap)) throw new TypeError('A template is an object');
  layOut(root, layout);
  const document = new Document(undefined, { version: '1.1', schema: 'yaml-1.1', strict: false });
  document.contents = root;
  if (layout.header.length > 0) document.commentBefore = comment(layout.header);
  return document.toString({ lineWidth: 0, singleQuote: true, indentSeq: true, flowCollectionPadding: false });
};
