import type { Validation } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../../parse/is-test.ts';
import type { Call, Chain } from '../piece.ts';
import { itemType, simpleName, typeArguments, unwrapped } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';

type Rule = Pick<Validation, 'rule' | 'min' | 'max' | 'pattern'>;

/** https://docs.fluentvalidation.net/en/latest/built-in-validators.html */
const rules: Readonly<Record<string, (numbers: readonly (number | undefined)[], text: string | undefined) => Rule>> = {
  NotEmpty: () => ({ rule: 'required' }),
  NotNull: () => ({ rule: 'required' }),
  MaximumLength: ([max]) => ({ rule: 'length', max }),
  MinimumLength: ([min]) => ({ rule: 'length', min }),
  Length: ([min, max]) => ({ rule: 'length', min, max: max ?? min }),
  GreaterThan: ([min]) => ({ rule: 'range', min }),
  GreaterThanOrEqualTo: ([min]) => ({ rule: 'range', min }),
  LessThan: ([max]) => ({ rule: 'range', max }),
  LessThanOrEqualTo: ([max]) => ({ rule: 'range', max }),
  InclusiveBetween: ([min, max]) => ({ rule: 'range', min, max }),
  ExclusiveBetween: ([min, max]) => ({ rule: 'range', min, max }),
  Matches: (_, pattern) => ({ rule: 'pattern', pattern: pattern?.slice(0, 300) }),
  EmailAddress: () => ({ rule: 'email' }),
  IsEmailAddress: () => ({ rule: 'email' }),
  CreditCard: () => ({ rule: 'format' }),
  IsInEnum: () => ({ rule: 'one-of' }),
  IsEnumName: () => ({ rule: 'one-of' }),
  Must: () => ({ rule: 'custom' }),
  MustAsync: () => ({ rule: 'custom' }),
  MustAwait: () => ({ rule: 'custom' }),
  Custom: () => ({ rule: 'custom' }),
  Equal: () => ({ rule: 'custom' }),
  NotEqual: () => ({ rule: 'custom' }),
  Null: () => ({ rule: 'custom' }),
  Empty: () => ({ rule: 'custom' }),
  PrecisionScale: () => ({ rule: 'format' }),
  ScalePrecision: () => ({ rule: 'format' }),
};

const numeric = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;

const validated = (workspace: Workspace, chain: Chain): string | undefined => {
  for (const type of chain.type ? workspace.allNamed(chain.type) : []) {
    for (const base of workspace.basesOf(type)) {
      const [subject] = typeArguments(base);
      if (subject && /Validator(Base)?$/.test(simpleName(base))) return simpleName(subject);
    }
  }
  return undefined;
};

/** The type that a rule is about: the validator's, or that of the items whose rules it holds. */
const subjectOf = (workspace: Workspace, chain: Chain): string | undefined => {
  const subject = validated(workspace, chain);
  const items = /^ChildRules<(\w+)>$/.exec(chain.rootType ?? '')?.[1];
  if (!items || !subject) return subject;
  const type = workspace.typeNamed(subject);
  const member = type && workspace.member(type, items);
  return simpleName(itemType(member?.type ?? '') ?? unwrapped(member?.type ?? items));
};

/** A literal, or the key of the resource that says it. */
const messageOf = (workspace: Workspace, call: Call | undefined, inType: string | undefined): string | undefined => {
  const [first] = call?.arguments ?? [];
  const said = workspace.text(first?.value, inType) ?? /"([^"]+)"/.exec(first?.text ?? '')?.[1];
  return said?.slice(0, 500);
};

const ofChain = (workspace: Workspace, chain: Chain): Validation[] => {
  const start = chain.calls.findIndex(({ name }) => name === 'RuleFor' || name === 'RuleForEach');
  const subject = start < 0 ? undefined : subjectOf(workspace, chain);
  if (!subject) return [];
  const field = chain.calls[start]?.arguments[0]?.selects?.[0];
  const rest = chain.calls.slice(start + 1);
  return rest.flatMap((call, nth): Validation[] => {
    const make = Object.hasOwn(rules, call.name) ? rules[call.name] : undefined;
    if (!make) return [];
    const following = rest.slice(nth + 1);
    const next = following.findIndex(({ name }) => Object.hasOwn(rules, name));
    const own = next < 0 ? following : following.slice(0, next);
    const message = messageOf(
      workspace,
      own.find(({ name }) => /^WithMessage/.test(name)),
      chain.type,
    );
    const texts = call.arguments.map(({ value }) => workspace.text(value, chain.type));
    const span = {
      path: chain.span.path,
      start: chain.span.start,
      end: Math.max(call.span.end, ...own.map((one) => one.span.end)),
    };
    const made = make(texts.map(numeric), texts[0]);
    // A bound that only the running system knows is said as it is spelled.
    const isOpen = /^(range|length)$/.test(made.rule) && made.min === undefined && made.max === undefined;
    const rule: Rule = isOpen
      ? { rule: 'custom', pattern: `${call.name}(${call.arguments[0]?.text ?? ''})`.slice(0, 300) }
      : made;
    return [{ subject, field, ...rule, message, symbol: chain.from, span }];
  });
};

/** Rules of FluentValidation. */
export const fluentRules = (workspace: Workspace): Validation[] =>
  workspace.pieces
    .filter(({ path }) => !isTestPath(path))
    .flatMap(({ chains }) => chains.flatMap((chain) => ofChain(workspace, chain)));
