import type { Validation } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../../parse/is-test.ts';
import type { Attribute, Member, Parameter, Type } from '../piece.ts';
import { simpleName } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';

type Rule = Pick<Validation, 'rule' | 'min' | 'max' | 'pattern' | 'values'>;

type Given = {
  readonly number: (nth: number) => number | undefined;
  readonly named: (name: string) => number | undefined;
  readonly texts: readonly string[];
};

/** https://learn.microsoft.com/dotnet/api/system.componentmodel.dataannotations */
const rules: Readonly<Record<string, (given: Given) => Rule>> = {
  Required: () => ({ rule: 'required' }),
  BindRequired: () => ({ rule: 'required' }),
  StringLength: ({ number, named }) => ({ rule: 'length', min: named('MinimumLength'), max: number(0) }),
  MaxLength: ({ number }) => ({ rule: 'length', max: number(0) }),
  MinLength: ({ number }) => ({ rule: 'length', min: number(0) }),
  Length: ({ number }) => ({ rule: 'length', min: number(0), max: number(1) }),
  Range: ({ number }) => ({
    rule: 'range',
    min: number(0) ?? number(1),
    max: number(1) === undefined ? undefined : number(0) === undefined ? number(2) : number(1),
  }),
  RegularExpression: ({ texts }) => ({ rule: 'pattern', pattern: texts[0]?.slice(0, 300) }),
  EmailAddress: () => ({ rule: 'email' }),
  Url: () => ({ rule: 'url' }),
  Phone: () => ({ rule: 'format' }),
  CreditCard: () => ({ rule: 'format' }),
  FileExtensions: () => ({ rule: 'format' }),
  Compare: () => ({ rule: 'custom' }),
  AllowedValues: ({ texts }) => ({ rule: 'one-of', values: [...texts] }),
  DeniedValues: ({ texts }) => ({ rule: 'custom', values: [...texts] }),
};

const isCustom = (workspace: Workspace, { name }: Attribute): boolean => {
  const type = workspace.typeNamed(`${name}Attribute`);
  return type !== undefined && workspace.basesOf(type).some((base) => simpleName(base) === 'ValidationAttribute');
};

const numeric = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;

const ruleOf = (workspace: Workspace, attribute: Attribute, inType: string): Rule | undefined => {
  const make = Object.hasOwn(rules, attribute.name) ? rules[attribute.name] : undefined;
  if (!make) return isCustom(workspace, attribute) ? { rule: 'custom' } : undefined;
  const positional = attribute.arguments
    .filter(({ name }) => !name)
    .map(({ value, text }) => workspace.text(value, inType) ?? text.replace(/[mMdDfFL]$/, ''));
  return make({
    number: (nth) => numeric(positional[nth]?.replace(/_/g, '')),
    named: (name) => numeric(workspace.text(attribute.arguments.find((one) => one.name === name)?.value, inType)),
    texts: positional,
  });
};

const messageIn = (workspace: Workspace, { arguments: given }: Attribute, inType: string): string | undefined =>
  workspace
    .text(given.find(({ name }) => name === 'ErrorMessage' || name === 'ErrorMessageResourceName')?.value, inType)
    ?.slice(0, 500);

const ofOne = (workspace: Workspace, type: Type, one: Member | Parameter): Validation[] =>
  one.attributes.flatMap((attribute) => {
    const rule = ruleOf(workspace, attribute, type.name);
    if (!rule) return [];
    const span = 'span' in one ? one.span : attribute.span;
    const message = messageIn(workspace, attribute, type.name);
    return [{ subject: type.name, field: one.name, ...rule, message, symbol: 'id' in one ? one.id : type.id, span }];
  });

/** Rules that data annotations say, of properties and of a record's parameters. */
export const annotatedRules = (workspace: Workspace): Validation[] =>
  workspace.types
    .filter(({ span }) => !isTestPath(span.path))
    .flatMap((type) => {
      const properties = type.members.filter(({ kind }) => kind === 'property' || kind === 'field');
      return properties.flatMap((member) => ofOne(workspace, type, member));
    });
