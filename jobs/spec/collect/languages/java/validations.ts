import type { Validation } from '#schemas/spec/facts.ts';
import { argumentValue, type Call } from './body.ts';
import type { Annotation, Draft, Drafts, JavaParameter, JavaType, Value } from './model.ts';
import type { Types } from './types.ts';
import { annotated, joinText, simpleName } from './values.ts';

type Rule = {
  readonly rule: Validation['rule'];
  /** Arguments of the annotation that are bounds. */
  readonly min?: string;
  readonly max?: string;
  readonly fixed?: Partial<Validation>;
};

/** Bean Validation's constraints and Hibernate's: https://jakarta.ee/specifications/bean-validation/3.1/ */
const rules: Readonly<Record<string, Rule>> = {
  NotNull: { rule: 'required' },
  NotBlank: { rule: 'required' },
  NotEmpty: { rule: 'required' },
  Size: { rule: 'length', min: 'min', max: 'max' },
  Length: { rule: 'length', min: 'min', max: 'max' },
  Min: { rule: 'range', min: 'value' },
  Max: { rule: 'range', max: 'value' },
  DecimalMin: { rule: 'range', min: 'value' },
  DecimalMax: { rule: 'range', max: 'value' },
  Range: { rule: 'range', min: 'min', max: 'max' },
  Positive: { rule: 'range', fixed: { min: 1 } },
  PositiveOrZero: { rule: 'range', fixed: { min: 0 } },
  Negative: { rule: 'range', fixed: { max: -1 } },
  NegativeOrZero: { rule: 'range', fixed: { max: 0 } },
  Pattern: { rule: 'pattern' },
  Email: { rule: 'email' },
  URL: { rule: 'url' },
  Digits: { rule: 'format', max: 'integer' },
  CreditCardNumber: { rule: 'format' },
  UUID: { rule: 'format' },
  Past: { rule: 'custom' },
  PastOrPresent: { rule: 'custom' },
  Future: { rule: 'custom' },
  FutureOrPresent: { rule: 'custom' },
  AssertTrue: { rule: 'custom' },
  AssertFalse: { rule: 'custom' },
  UniqueElements: { rule: 'unique' },
};

/** Rules that are told by their name alone: what the rule says stands in its message, or here. */
const said: Readonly<Record<string, string>> = {
  Past: 'must be in the past',
  PastOrPresent: 'must not be in the future',
  Future: 'must be in the future',
  FutureOrPresent: 'must not be in the past',
  AssertTrue: 'must be true',
  AssertFalse: 'must be false',
};

/** Floats may lie between 0 and 1: only whole numbers have 1 as the least that is positive. */
const isFraction = (type: string): boolean => /^(float|double|Float|Double|BigDecimal)$/.test(type);

const draftOf = (
  annotation: Annotation,
  of: JavaParameter,
  subject: string,
  owner: JavaType,
  symbol: string,
): Draft<Validation> | undefined => {
  const known = rules[annotation.name];
  if (!known) return undefined;
  const { min, max, fixed } = known;
  const message = annotation.args.message?.[0];
  const plain = message && !/^"\{/.test(message.source) ? message : undefined;
  const fallback = said[annotation.name];
  const positive = /^(Positive|Negative)$/.test(annotation.name) && isFraction(of.type);
  return {
    fact: {
      subject,
      field: of.name,
      rule: known.rule,
      ...(positive ? (annotation.name === 'Positive' ? { min: 0 } : { max: 0 }) : fixed),
      ...(fallback && { message: fallback }),
      symbol,
      span: annotation.span,
    },
    texts: {
      ...(plain && { message: plain }),
      ...(annotation.args.regexp?.[0] && { pattern: annotation.args.regexp[0] }),
    },
    numbers: {
      ...(min && annotation.args[min]?.[0] && { min: annotation.args[min][0] }),
      ...(max && annotation.args[max]?.[0] && { max: annotation.args[max][0] }),
    },
    owner: owner.id,
  };
};

/** The constraints on a type's fields, getters and its methods' parameters. Others' annotations stand as custom until all types are known. */
export const readValidations = (type: JavaType, { validations }: Drafts): void => {
  const add = (of: JavaParameter, annotations: readonly Annotation[], subject: string, symbol: string): void => {
    for (const annotation of annotations) {
      const inner = [annotation, ...(annotation.name === 'List' ? annotation.nested : [])];
      for (const one of inner) {
        const draft = draftOf(one, of, subject, type, symbol) ?? customDraft(one, of, subject, type, symbol);
        if (draft) validations.push(draft);
      }
    }
  };
  for (const field of type.fields) add(field, field.annotations, type.name, type.id);
  for (const method of type.methods) {
    const property = /^(?:get|is)([A-Z]\w*)$/.exec(method.name)?.[1];
    const name = property ? property.charAt(0).toLowerCase() + property.slice(1) : undefined;
    if (name && method.parameters.length === 0)
      add({ name, type: method.type, annotations: [] }, method.annotations, type.name, type.id);
    for (const parameter of method.parameters)
      add(parameter, parameter.annotations, `${type.name}.${method.name}`, method.id);
  }
  const about = { name: '', type: type.name, annotations: [] };
  for (const annotation of type.annotations) {
    const draft = customDraft(annotation, about, type.name, type, type.id);
    if (draft) validations.push(draft);
  }
};

const customMark = '@';

const customDraft = (
  annotation: Annotation,
  of: JavaParameter,
  subject: string,
  owner: JavaType,
  symbol: string,
): Draft<Validation> | undefined => {
  if (!/^[A-Z]/.test(annotation.name)) return undefined;
  const message = annotation.args.message?.[0];
  return {
    fact: {
      subject,
      ...(of.name && { field: of.name }),
      rule: 'custom',
      values: [customMark, annotation.name],
      symbol,
      span: annotation.span,
    },
    ...(message && { texts: { message } }),
    owner: owner.id,
  };
};

/** Custom constraints are annotations of the archive that carry @Constraint: the others go. */
export const linkValidations = (validations: readonly Validation[], types: Types): Validation[] => {
  const constraints = new Map(
    types.all
      .filter(({ type }) => type.kind === 'annotation' && annotated(type.annotations, 'Constraint'))
      .map(({ type }) => [type.name, type.methods.find(({ name }) => name === 'message')] as const),
  );
  return validations.flatMap((one) => {
    if (one.values?.[0] !== customMark) return [one];
    const { values, ...rest } = one;
    const name = values[1] ?? '';
    if (!constraints.has(name)) return [];
    return [{ ...rest, message: rest.message ?? name }];
  });
};

const rejecting = new Set(['rejectValue', 'reject', 'rejectIfEmpty', 'rejectIfEmptyOrWhitespace']);

/** errors.rejectValue("name", "required", "is required"), and ValidationUtils' short cuts. */
export const readValidationCall = (call: Call): void => {
  const { body, name } = call;
  if (!rejecting.has(name) || call.arguments.length === 0) return;
  const shift = name.startsWith('rejectIf') ? 1 : 0;
  const isGlobal = name === 'reject';
  const field = isGlobal ? undefined : joinText(argumentValue(call, shift)?.text ?? []);
  const code = argumentValue(call, shift + (isGlobal ? 0 : 1));
  const rest = call.arguments
    .slice(shift + (isGlobal ? 1 : 2))
    .map((_, index) => argumentValue(call, shift + (isGlobal ? 1 : 2) + index));
  const message =
    rest.find((value): value is Value => value?.text?.some((part) => typeof part === 'string') === true) ?? code;
  body.drafts.validations.push({
    fact: {
      subject: subjectOf(call),
      ...(field && { field }),
      rule: shift > 0 ? 'required' : 'custom',
      symbol: body.symbol,
      span: call.span,
    },
    ...(message && { texts: { message } }),
    owner: body.owner.id,
  });
};

const supplied = /^(BindingResult|Errors|Model|ModelMap|String|int|long|Locale|RedirectAttributes)$/;

/** What is checked: the type before the BindingResult, or what the validator casts to. */
const subjectOf = ({ body }: Call): string => {
  const parameters =
    body.node
      .get('parameters')
      ?.all('formal_parameter')
      .map((node) => simpleName(node.get('type')?.text ?? '')) ?? [];
  const at = parameters.findIndex((type) => /^(BindingResult|Errors)$/.test(type));
  const before = parameters[at - 1];
  const cast = body.node.find('cast_expression')[0]?.get('type')?.text;
  if (before && before !== 'Object') return before;
  return cast ?? parameters.find((type) => !supplied.test(type) && type !== 'Object') ?? body.owner.name;
};
