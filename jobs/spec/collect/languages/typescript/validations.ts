import type { Validation } from '#schemas/spec/facts.ts';
import { linesOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { readMongooseRules } from './entities/mongoose-rules.ts';
import { type SourceUnit, symbolAt } from './file.ts';
import {
  argumentsOf,
  bare,
  calleeOf,
  decoratorsOf,
  dottedName,
  entriesOf,
  entryOf,
  isCall,
  membersOf,
} from './syntax-tree.ts';
import { isSettled, numberOf, textOf, textsOf, valueNode } from './texts.ts';

type Rule = Pick<Validation, 'rule' | 'min' | 'max' | 'pattern' | 'values'>;
type Given = { readonly unit: SourceUnit; readonly given: readonly Syntax[]; readonly isText: boolean };
type Maker = (given: Given) => Rule | undefined;

const at = ({ unit, given }: Given, index: number): number | undefined => numberOf(unit, given[index]);
const bounds = (min: number | undefined, max: number | undefined): Pick<Rule, 'min' | 'max'> => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
const simple =
  (rule: Rule['rule']): Maker =>
  () => ({ rule });
const low: Maker = (of) => ({ rule: of.isText ? 'length' : 'range', ...bounds(at(of, 0), undefined) });
const high: Maker = (of) => ({ rule: of.isText ? 'length' : 'range', ...bounds(undefined, at(of, 0)) });
const pattern: Maker = ({ given }) => ({
  rule: 'pattern',
  pattern: (given[0]?.text ?? '').replace(/^\/|\/[a-z]*$/g, '').slice(0, 300),
});
const option = ({ unit, given }: Given, key: string): number | undefined => {
  const options = given.map((one) => valueNode(unit, one)).find((one) => one?.type === 'object');
  return numberOf(unit, entryOf(options, key));
};
const length: Maker = (of) => {
  const min = option(of, 'min') ?? at(of, 0);
  const max = option(of, 'max') ?? at(of, 1) ?? (of.given.length === 1 ? at(of, 0) : undefined);
  return { rule: 'length', ...bounds(min, max) };
};
const between: Maker = (of) => ({ rule: 'range', ...bounds(option(of, 'min'), option(of, 'max')) });
const oneOf: Maker = ({ unit, given }) => {
  const list = given.length > 1 ? given : given.slice(0, 1);
  const values = list.flatMap((one) => {
    const node = valueNode(unit, one) ?? bare(one);
    return node?.type === 'object' ? entriesOf(node).flatMap(({ value }) => textsOf(unit, value)) : textsOf(unit, one);
  });
  const known = values.filter(isSettled);
  return { rule: 'one-of', ...(known.length > 0 ? { values: known } : {}) };
};

/** class-validator's decorators. https://github.com/typestack/class-validator#validation-decorators */
const decorated: Readonly<Record<string, Maker>> = {
  IsNotEmpty: simple('required'),
  IsDefined: simple('required'),
  ArrayNotEmpty: simple('required'),
  IsEmail: simple('email'),
  IsUrl: simple('url'),
  IsIn: oneOf,
  IsEnum: oneOf,
  Min: (of) => ({ rule: 'range', ...bounds(at(of, 0), undefined) }),
  Max: (of) => ({ rule: 'range', ...bounds(undefined, at(of, 0)) }),
  MinLength: (of) => ({ rule: 'length', ...bounds(at(of, 0), undefined) }),
  MaxLength: (of) => ({ rule: 'length', ...bounds(undefined, at(of, 0)) }),
  ArrayMinSize: (of) => ({ rule: 'length', ...bounds(at(of, 0), undefined) }),
  ArrayMaxSize: (of) => ({ rule: 'length', ...bounds(undefined, at(of, 0)) }),
  Length: length,
  Matches: pattern,
  IsPositive: () => ({ rule: 'range', min: 0 }),
  IsUUID: simple('format'),
  IsDate: simple('format'),
  IsDateString: simple('format'),
  IsInt: simple('format'),
  IsPhoneNumber: simple('format'),
  IsNumberString: simple('format'),
  IsISO8601: simple('format'),
  IsMongoId: simple('format'),
  IsNumber: simple('format'),
  IsCreditCard: simple('format'),
  IsStrongPassword: simple('custom'),
  Validate: simple('custom'),
  IsUnique: simple('unique'),
};

/** Links of the chains of Zod, Joi, Yup and express-validator. */
const chained: Readonly<Record<string, Maker>> = {
  required: simple('required'),
  notEmpty: simple('required'),
  exists: simple('required'),
  nonempty: simple('required'),
  email: simple('email'),
  isEmail: simple('email'),
  url: simple('url'),
  isURL: simple('url'),
  uri: simple('url'),
  min: low,
  max: high,
  gte: low,
  lte: high,
  gt: low,
  lt: high,
  minlength: low,
  maxlength: high,
  length,
  isLength: length,
  positive: () => ({ rule: 'range', min: 0 }),
  nonnegative: () => ({ rule: 'range', min: 0 }),
  isInt: (of) =>
    option(of, 'min') === undefined && option(of, 'max') === undefined ? { rule: 'format' } : between(of),
  isFloat: (of) =>
    option(of, 'min') === undefined && option(of, 'max') === undefined ? { rule: 'format' } : between(of),
  regex: pattern,
  pattern,
  matches: pattern,
  valid: oneOf,
  oneOf,
  enum: oneOf,
  nativeEnum: oneOf,
  isIn: oneOf,
  uuid: simple('format'),
  guid: simple('format'),
  isUUID: simple('format'),
  isMongoId: simple('format'),
  isISO8601: simple('format'),
  datetime: simple('format'),
  iso: simple('format'),
  custom: simple('custom'),
  refine: simple('custom'),
  superRefine: simple('custom'),
};

const make = (
  unit: SourceUnit,
  makers: Readonly<Record<string, Maker>>,
  name: string,
  given: readonly Syntax[],
  isText: boolean,
): Rule | undefined => (Object.hasOwn(makers, name) ? makers[name]?.({ unit, given, isText }) : undefined);

const messageIn = (unit: SourceUnit, given: readonly Syntax[]): string | undefined => {
  for (const one of given) {
    const value = valueNode(unit, one);
    const text = textOf(
      unit,
      value?.type === 'object' ? (entryOf(value, 'message') ?? entryOf(value, 'error')) : undefined,
    );
    if (text !== undefined && isSettled(text)) return text.slice(0, 500);
  }
  return undefined;
};

const validation = (
  unit: SourceUnit,
  node: Syntax,
  subject: string,
  field: string | undefined,
  rule: Rule,
  message: string | undefined,
): Validation => {
  const symbol = symbolAt(unit, node);
  return {
    subject,
    ...(field ? { field } : {}),
    ...rule,
    ...(message ? { message } : {}),
    ...(symbol ? { symbol } : {}),
    span: linesOf(unit.path, node),
  };
};

const ofClasses = (unit: SourceUnit): Validation[] =>
  unit.all('class_declaration').flatMap((type) =>
    membersOf(type).flatMap((member) =>
      decoratorsOf(member).flatMap(({ name, arguments: given, node }) => {
        const rule = make(unit, decorated, name, given, true);
        const field = (member.get('name') ?? member.get('property'))?.text;
        return rule ? [validation(unit, node, type.get('name')?.text ?? '', field, rule, messageIn(unit, given))] : [];
      }),
    ),
  );

type Link = { readonly name: string; readonly given: readonly Syntax[]; readonly node: Syntax };

/** z.string().min(1).email() -> string, min, email */
const linksOf = (value: Syntax | undefined): { links: Link[]; root: string } => {
  const links: Link[] = [];
  let node = bare(value);
  for (let steps = 0; isCall(node) && steps < 40; steps++) {
    const callee = calleeOf(node);
    const isMember = callee?.type === 'member_expression';
    links.unshift({
      name: (isMember ? callee.get('property') : callee)?.text ?? '',
      given: argumentsOf(node),
      node: (isMember ? callee.get('property') : callee) ?? node,
    });
    node = isMember ? bare(callee.get('object')) : undefined;
  }
  return { links, root: dottedName(node) };
};

const rulesOf = (
  unit: SourceUnit,
  subject: string,
  field: string | undefined,
  value: Syntax,
  isZod: boolean,
): Validation[] => {
  const { links } = linksOf(value);
  const isText = links.some(({ name }) => /^(string|array|text|email)$/.test(name));
  const found = links.flatMap(({ name, given, node }, index) => {
    const rule = make(unit, chained, name, given, isText);
    const next = links[index + 1]?.name === 'withMessage' ? links[index + 1]?.given : undefined;
    const last = given.at(-1);
    const direct = isZod && given.length > 0 && bare(last)?.type === 'string' ? textOf(unit, last) : undefined;
    const message = textOf(unit, next?.[0]) ?? messageIn(unit, given) ?? (rule?.rule === 'one-of' ? undefined : direct);
    return rule
      ? [{ ...validation(unit, node, subject, field, rule, message && isSettled(message) ? message : undefined) }]
      : [];
  });
  const optional = links.some(({ name }) => /^(optional|nullish|default|partial)$/.test(name));
  const isRequired = isZod && !optional && !found.some(({ rule }) => rule === 'required');
  return isRequired ? [validation(unit, value, subject, field, { rule: 'required' }, undefined), ...found] : found;
};

const schemaModules = /^(zod|zod\/.*|joi|@hapi\/joi|celebrate|yup|@hono\/zod-openapi|superstruct|valibot)$/;

/** const order = z.object({ … }), { body: Joi.object().keys({ … }) }: named after the variable. */
const ofSchemas = (unit: SourceUnit): Validation[] => {
  const from = unit.scopes.imports.find((one) => schemaModules.test(one.import?.from ?? ''))?.import?.from;
  if (!from) return [];
  return unit.all('object').flatMap((object) => {
    const call = object.parent?.parent;
    if (
      object.parent?.type !== 'arguments' ||
      !isCall(call) ||
      !/(^|\.)(object|keys|strictObject|looseObject|shape)$/.test(dottedName(calleeOf(call)))
    )
      return [];
    const subject =
      object.above('variable_declarator')?.get('name')?.text ??
      object.above('class_declaration')?.get('name')?.text ??
      object.above('pair')?.get('key')?.text ??
      'input';
    return entriesOf(object)
      .filter(({ key, value }) => !/^[A-Z][A-Z0-9_]+$/.test(key) && isCall(bare(value)))
      .flatMap(({ key, value }) => rulesOf(unit, subject, key, value, /zod/.test(from)));
  });
};

/** body('email').isEmail().withMessage('…') */
const ofRequests = (unit: SourceUnit): Validation[] => {
  if (!unit.scopes.imports.some((one) => one.import?.from === 'express-validator')) return [];
  return unit.all('call_expression').flatMap((call) => {
    if (call.parent?.type === 'member_expression') return [];
    const { links } = linksOf(call);
    const [first] = links;
    const field = /^(body|query|param|check|header|cookie)$/.test(first?.name ?? '')
      ? textOf(unit, first?.given[0])
      : undefined;
    const subject = call.above('variable_declarator')?.get('name')?.text ?? first?.name ?? 'request';
    return field ? rulesOf(unit, subject, field, call, false) : [];
  });
};

export const readValidations = (unit: SourceUnit): Validation[] =>
  unit.isTest
    ? []
    : [...ofClasses(unit), ...ofSchemas(unit), ...ofRequests(unit), ...readMongooseRules(unit)].sort(
        (a, b) => a.span.start - b.span.start,
      );
