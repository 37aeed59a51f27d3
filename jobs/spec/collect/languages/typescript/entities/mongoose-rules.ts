import type { Validation } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import { type SourceUnit, symbolAt, unitSpan } from '../file.ts';
import { argumentsOf, bare, calleeOf, dottedName, entriesOf, entryOf, isCall } from '../syntax-tree.ts';
import { isSettled, numberOf, textOf, textsOf, valueNode } from '../texts.ts';

type Rule = Pick<Validation, 'rule' | 'min' | 'max' | 'pattern' | 'values'>;

/** maxlength: 50, and maxlength: [50, 'At most 50 characters']: the value and what the user is told. */
const told = (unit: SourceUnit, node: Syntax): { value: Syntax | undefined; message?: string } => {
  const at = bare(node);
  if (at?.type !== 'array') return { value: at };
  const message = textOf(unit, at.named[1]);
  return { value: bare(at.named[0]), ...(message && isSettled(message) ? { message } : {}) };
};

const ruleOf = (unit: SourceUnit, key: string, value: Syntax | undefined): Rule | undefined => {
  const number = numberOf(unit, value);
  if (key === 'required') return value?.text === 'false' ? undefined : { rule: 'required' };
  if (key === 'unique') return value?.text === 'true' ? { rule: 'unique' } : undefined;
  if (key === 'match')
    return { rule: 'pattern', pattern: (value?.text ?? '').replace(/^\/|\/[a-z]*$/g, '').slice(0, 300) };
  if (key === 'validate') return { rule: 'custom' };
  if (number === undefined) return undefined;
  const rule = /length$/i.test(key) ? 'length' : 'range';
  return /^min/.test(key) ? { rule, min: number } : { rule, max: number };
};

const keys = /^(required|unique|match|validate|min|max|minlength|maxlength|minLength|maxLength)$/;

const rulesOf = (unit: SourceUnit, subject: string, field: string, options: Syntax): Validation[] =>
  entriesOf(options).flatMap(({ key, value, node }): Validation[] => {
    const symbol = symbolAt(unit, node);
    const shared = { subject, field, ...(symbol ? { symbol } : {}), span: unitSpan(unit, node) };
    if (key === 'enum') {
      const listed = valueNode(unit, entryOf(value, 'values') ?? value);
      const values = textsOf(unit, listed).filter(isSettled);
      return [{ ...shared, rule: 'one-of', ...(values.length > 0 ? { values } : {}) }];
    }
    if (!keys.test(key)) return [];
    const { value: said, message } = told(unit, value);
    const rule = ruleOf(unit, key, said);
    // required: 'A name is needed'
    const text = said?.type === 'string' ? textOf(unit, said) : undefined;
    const words = message ?? text ?? textOf(unit, entryOf(said, 'message'));
    return rule ? [{ ...shared, ...rule, ...(words && isSettled(words) ? { message: words.slice(0, 500) } : {}) }] : [];
  });

/** What the paths of Mongoose schemas ask for. https://mongoosejs.com/docs/validation.html */
export const readMongooseRules = (unit: SourceUnit): Validation[] =>
  unit.all('new_expression', 'call_expression').flatMap((call) => {
    if (!isCall(call) || !/(^|\.)Schema$/.test(dottedName(calleeOf(call)))) return [];
    const paths = valueNode(unit, argumentsOf(call)[0]);
    const variable = call.above('variable_declarator')?.get('name')?.text ?? 'schema';
    const model = unit
      .all('call_expression')
      .find((one) => /(^|\.)model$/.test(dottedName(calleeOf(one))) && argumentsOf(one)[1]?.text === variable);
    const subject = textOf(unit, argumentsOf(model)[0]) ?? variable;
    return entriesOf(paths).flatMap(({ key, value }) => {
      const at = bare(value);
      const options = at?.type === 'array' ? bare(at.named[0]) : at;
      return options?.type === 'object' ? rulesOf(unit, subject, key, options) : [];
    });
  });
