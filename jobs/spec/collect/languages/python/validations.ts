import type { Validation } from '#schemas/spec/facts.ts';
import { stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import {
  attributesOf,
  basesOf,
  calleeName,
  decoratorName,
  decoratorsOf,
  isSettled,
  itemsOf,
  keyword,
  lastName,
  methodsOf,
  nameOf,
  numberOf,
  positional,
  type SourceUnit,
  symbolAt,
  textOf,
  textsOf,
  unitSpan,
} from './file.ts';

type Rule = Pick<Validation, 'rule' | 'min' | 'max' | 'pattern' | 'values' | 'message'>;

const bounds = (
  unit: SourceUnit,
  call: Syntax,
  low: readonly string[],
  high: readonly string[],
): Pick<Rule, 'min' | 'max'> | undefined => {
  const at = (names: readonly string[]) =>
    names.map((name) => numberOf(unit, keyword(call, name))).find((one) => one !== undefined);
  const [min, max] = [at(low), at(high)];
  return min === undefined && max === undefined
    ? undefined
    : { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
};

/** What Field(…), Query(…), CharField(…), Length(…) and the like ask for. */
const rulesOf = (unit: SourceUnit, call: Syntax): Rule[] => {
  const rules: Rule[] = [];
  const length = bounds(unit, call, ['min_length', 'min_items'], ['max_length', 'max_items']);
  const range = bounds(unit, call, ['ge', 'gt', 'min_value'], ['le', 'lt', 'max_value']);
  const pattern = keyword(call, 'pattern') ?? keyword(call, 'regex');
  const text = pattern ? stringValue(pattern) : undefined;
  if (length) rules.push({ rule: 'length', ...length });
  if (range) rules.push({ rule: 'range', ...range });
  if (text !== undefined) rules.push({ rule: 'pattern', pattern: text.slice(0, 300) });
  const choices = keyword(call, 'choices');
  if (choices) {
    const values = itemsOf(choices)
      .flatMap((one) => textsOf(unit, itemsOf(one)[0] ?? one))
      .filter(isSettled);
    rules.push({ rule: 'one-of', ...(values.length > 0 ? { values } : {}) });
  }
  const maker = lastName(calleeName(call));
  if (/^(EmailField|Email)$/.test(maker)) rules.push({ rule: 'email' });
  if (/^(URLField|Url|URL)$/.test(maker)) rules.push({ rule: 'url' });
  if (/^(DataRequired|InputRequired)$/.test(maker)) rules.push({ rule: 'required' });
  if (maker === 'Length') rules.push({ rule: 'length', ...bounds(unit, call, ['min'], ['max']) });
  if (/^(Range|NumberRange)$/.test(maker)) rules.push({ rule: 'range', ...bounds(unit, call, ['min'], ['max']) });
  if (maker === 'OneOf' || maker === 'AnyOf')
    rules.push({ rule: 'one-of', values: textsOf(unit, positional(call)[0]).filter(isSettled) });
  if (/^(Min|Max)ValueValidator$/.test(maker)) {
    const value = numberOf(unit, positional(call)[0]);
    if (value !== undefined)
      rules.push({ rule: 'range', ...(maker.startsWith('Min') ? { min: value } : { max: value }) });
  }
  const unique = keyword(call, 'unique')?.text === 'True';
  if (unique) rules.push({ rule: 'unique' });
  const required = keyword(call, 'required')?.text === 'True';
  if (required) rules.push({ rule: 'required' });
  return rules;
};

const typeRules: Readonly<Record<string, Rule['rule']>> = {
  EmailStr: 'email',
  HttpUrl: 'url',
  AnyUrl: 'url',
  AnyHttpUrl: 'url',
};

const validation = (
  unit: SourceUnit,
  subject: string,
  field: string | undefined,
  rule: Rule,
  node: Syntax,
): Validation => {
  const symbol = symbolAt(unit, node);
  return { subject, ...(field ? { field } : {}), ...rule, ...(symbol ? { symbol } : {}), span: unitSpan(unit, node) };
};

/** Functions with @validator('x') or @field_validator('x'), validate_x of a serializer, clean_x of a form: by what they raise. */
const validators = (unit: SourceUnit, type: Syntax, subject: string): Validation[] =>
  methodsOf(type).flatMap((method) => {
    const decorator = decoratorsOf(method).find((one) =>
      /^(validator|field_validator|root_validator|model_validator|validates|validates_schema)$/.test(
        lastName(decoratorName(one)),
      ),
    );
    const named = /^(?:validate|clean)_(\w+)$/.exec(nameOf(method))?.[1];
    const isWhole =
      /^(validate|clean)$/.test(nameOf(method)) && basesOf(type).some((base) => /Serializer|Form|Schema/.test(base));
    if (!decorator && !isWhole && !(named && basesOf(type).some((base) => /Serializer|Form|Schema/.test(base))))
      return [];
    const fields = decorator
      ? positional(decorator)
          .flatMap((one) => textsOf(unit, one))
          .filter((text) => isSettled(text) && text !== '*')
      : named
        ? [named]
        : [];
    const raise =
      method
        .find('raise_statement')
        .map((one) => one.find('call')[0])
        .find(Boolean) ?? method.find('assert_statement')[0];
    const text = raise
      ? raise.type === 'call'
        ? positional(raise)
            .map((one) => (/string/.test(one.type) ? textOf(unit, one) : undefined))
            .find(Boolean)
        : undefined
      : undefined;
    const message = text && isSettled(text) ? { message: text.slice(0, 500) } : {};
    return (fields.length > 0 ? fields : [undefined]).map((field) =>
      validation(unit, subject, field, { rule: 'custom', ...message }, method),
    );
  });

const isChecked = (type: Syntax): boolean =>
  basesOf(type).some((base) => !/(TestCase|Enum|Exception|Error)$/.test(base)) &&
  attributesOf(type).length + methodsOf(type).length > 0;

const ofClasses = (unit: SourceUnit): Validation[] =>
  unit.all('class_definition').flatMap((type) => {
    const subject = nameOf(type);
    if (!isChecked(type) || subject === 'Meta') return [];
    const fields = attributesOf(type).flatMap(({ name, value, type: annotation, node }) => {
      const calls = [
        value,
        ...(annotation?.find('call') ?? []),
        ...(keyword(value, 'validators')?.find('call') ?? []),
        ...(keyword(value, 'validate')?.type === 'call'
          ? [keyword(value, 'validate')]
          : (keyword(value, 'validate')?.find('call') ?? [])),
      ].filter((one) => one?.type === 'call');
      const rules = calls.flatMap((call) => rulesOf(unit, call as Syntax));
      const typed = Object.entries(typeRules).find(([known]) =>
        new RegExp(`\\b${known}\\b`).test(annotation?.text ?? ''),
      )?.[1];
      return [...rules, ...(typed ? [{ rule: typed }] : [])].map((rule) => validation(unit, subject, name, rule, node));
    });
    return [...fields, ...validators(unit, type, subject)];
  });

/** def list(page: int = Query(1, ge=1)) */
const ofParameters = (unit: SourceUnit): Validation[] =>
  unit.all('typed_default_parameter', 'typed_parameter', 'default_parameter').flatMap((node) => {
    const calls = node
      .find('call')
      .filter((call) => /^(Query|Path|Body|Header|Form|Field)$/.test(lastName(calleeName(call))));
    const definition = node.above('function_definition');
    return calls.flatMap((call) =>
      rulesOf(unit, call).map((rule) =>
        validation(
          unit,
          definition ? nameOf(definition) : 'request',
          (node.get('name') ?? node.named[0])?.text,
          rule,
          node,
        ),
      ),
    );
  });

export const readValidations = (unit: SourceUnit): Validation[] =>
  unit.isTest ? [] : [...ofClasses(unit), ...ofParameters(unit)].sort((a, b) => a.span.start - b.span.start);
