import type { Field, Relation } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../parse/syntax.ts';
import {
  type attributesOf,
  calleeName,
  dottedName,
  isSettled,
  keyword,
  lastName,
  nameOf,
  numberOf,
  positional,
  type SourceUnit,
  textOf,
  unitSpan,
} from './file.ts';

type Told = { field?: Field; relation?: Relation };
type Attribute = ReturnType<typeof attributesOf>[number];

export const isTrue = (call: Syntax | undefined, name: string): boolean => keyword(call, name)?.text === 'True';
const isFalse = (call: Syntax | undefined, name: string): boolean => keyword(call, name)?.text === 'False';

const make = (
  unit: SourceUnit,
  { name, node }: Attribute,
  told: {
    type: string;
    key?: boolean;
    nullable?: boolean;
    unique?: boolean;
    length?: number | undefined;
    doc?: string | undefined;
  },
): Field => ({
  name,
  type: told.type.replace(/\s+/g, ' ').slice(0, 120),
  key: told.key ?? false,
  nullable: told.nullable ?? false,
  unique: told.unique ?? told.key ?? false,
  ...(told.length === undefined ? {} : { length: told.length }),
  ...(told.doc ? { doc: told.doc } : {}),
  span: unitSpan(unit, node),
});

/** Mapped[list['Ticket']], Optional['User'], 'User' -> the name of the class */
const targetIn = (text: string | undefined): string | undefined => {
  const names = (text?.replace(/['"]/g, '').match(/[A-Za-z_][\w.]*/g) ?? []).map(lastName);
  return names.find(
    (name) =>
      !/^(Mapped|List|list|Optional|Set|set|Union|None|WriteOnlyMapped|DynamicMapped|Sequence|Annotated)$/.test(name),
  );
};
const isMany = (text: string): boolean => /\b(list|List|Set|set|Sequence|WriteOnlyMapped|DynamicMapped)\[/.test(text);

const sqlalchemyRelation = (
  unit: SourceUnit,
  attribute: Attribute,
  call: Syntax,
  siblings: readonly Attribute[],
): Told => {
  const annotation = attribute.type?.text ?? '';
  const [first] = positional(call);
  const target =
    targetIn(first && first.type !== 'keyword_argument' ? (textOf(unit, first) ?? dottedName(first)) : annotation) ??
    targetIn(annotation);
  if (!target) return {};
  const secondary = keyword(call, 'secondary') ?? keyword(call, 'link_model');
  const holdsKey = siblings.some(({ name }) => name === `${attribute.name}_id`);
  const many =
    isMany(annotation) ||
    (annotation === '' && !holdsKey && !isFalse(call, 'uselist') && keyword(call, 'remote_side') === undefined);
  const kind = secondary
    ? 'many-to-many'
    : many
      ? 'one-to-many'
      : isFalse(call, 'uselist')
        ? 'one-to-one'
        : 'many-to-one';
  return { relation: { kind, target, field: attribute.name, span: unitSpan(unit, attribute.node) } };
};

const _foreignKeyIn = (call: Syntax | undefined): Syntax | undefined =>
  call?.find('call').find((one) => lastName(calleeName(one)) === 'ForeignKey');

/** Column(String(50), …), mapped_column(…), id: Mapped[int], SQLModel's Field(…) */
export const sqlalchemyField = (unit: SourceUnit, attribute: Attribute, siblings: readonly Attribute[]): Told => {
  const { name, value, type } = attribute;
  const call = value?.type === 'call' ? value : undefined;
  const maker = lastName(calleeName(call));
  const annotation = type?.text.replace(/^Mapped\[(.*)\]$/s, '$1');
  if (/^__|^metadata$|^model_config$|^query$|^registry$/.test(name)) return {};
  if (/^(relationship|Relationship|dynamic_loader)$/.test(maker))
    return sqlalchemyRelation(unit, attribute, call as Syntax, siblings);
  const isColumn = /^(Column|mapped_column|synonym_column)$/.test(maker);
  const isMapped = type !== undefined && /^Mapped\[/.test(type.text);
  const isTabular = siblings.some(({ value: of }) => /^(Column|mapped_column)$/.test(lastName(calleeName(of))));
  const isReference = isTabular && /_id$/.test(name) && call !== undefined;
  const isModelField =
    !isTabular &&
    type !== undefined &&
    (maker === 'Field' || value === undefined || !call) &&
    !/^(ClassVar|Mapped)/.test(type.text);
  if (!isColumn && !isMapped && !isModelField && !isReference) return {};
  const given = positional(call).filter((one) => one.type !== 'string');
  const types = given.filter(
    (one) => lastName(calleeName(one)) !== 'ForeignKey' && /^(call|identifier|attribute)$/.test(one.type),
  );
  const declared = isColumn && types[0] ? types[0].text.replace(/^(db|sa|sqlalchemy|types)\./, '') : undefined;
  const sized = types.find(
    (one) => one.type === 'call' && /^(String|Unicode|VARCHAR|CHAR|NVARCHAR)$/.test(lastName(calleeName(one))),
  );
  const length = numberOf(
    unit,
    sized ? (positional(sized)[0] ?? keyword(sized, 'length')) : keyword(call, 'max_length'),
  );
  const key = isTrue(call, 'primary_key');
  const optional = /^(Optional\[)|\|\s*None\b|\bNone\s*\|/.test(annotation ?? '');
  const nullable =
    isTrue(call, 'nullable') || (!isFalse(call, 'nullable') && (annotation === undefined ? isColumn : optional));
  const doc = textOf(unit, keyword(call, 'comment') ?? keyword(call, 'doc'));
  const field = make(unit, attribute, {
    type: annotation ?? declared ?? (isReference ? maker : 'unknown'),
    key,
    nullable: nullable && !key,
    unique: key || isTrue(call, 'unique'),
    length,
    doc,
  });
  return { field };
};

const djangoRelations: Readonly<Record<string, Relation['kind']>> = {
  ForeignKey: 'many-to-one',
  OneToOneField: 'one-to-one',
  ManyToManyField: 'many-to-many',
  ParentalKey: 'many-to-one',
};

/** models.CharField(max_length=200, null=True) */
export const djangoField = (unit: SourceUnit, attribute: Attribute): Told => {
  const call = attribute.value?.type === 'call' ? attribute.value : undefined;
  const maker = lastName(calleeName(call));
  const kind = djangoRelations[maker];
  const nullable = isTrue(call, 'null');
  if (kind) {
    const of = positional(call)[0] ?? keyword(call, 'to');
    const text = textOf(unit, of);
    const target = lastName((text && isSettled(text) ? text : undefined) ?? dottedName(of));
    const to = target === 'self' ? '' : target === 'AUTH_USER_MODEL' ? 'User' : target;
    return {
      relation: {
        kind,
        target: to || nameOf(attribute.node.above('class_definition') ?? attribute.node),
        field: attribute.name,
        span: unitSpan(unit, attribute.node),
      },
    };
  }
  if (
    !call ||
    !/(Field|AutoField)$/.test(maker) ||
    /^serializers?\./.test(calleeName(call)) ||
    /^forms\./.test(calleeName(call))
  )
    return {};
  const doc = textOf(unit, keyword(call, 'help_text'));
  const length = numberOf(unit, keyword(call, 'max_length'));
  const key = isTrue(call, 'primary_key');
  return {
    field: make(unit, attribute, {
      type: maker,
      key,
      nullable,
      unique: key || isTrue(call, 'unique') || maker === 'OneToOneField',
      length,
      doc: doc && isSettled(doc) ? doc : undefined,
    }),
  };
};

export const mongoField = (unit: SourceUnit, attribute: Attribute): Told => {
  const told = djangoField(unit, attribute);
  const call = attribute.value;
  return told.field && call
    ? { field: { ...told.field, nullable: !isTrue(call, 'required'), key: isTrue(call, 'primary_key') } }
    : told;
};
