import { spanOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { djangoField, isTrue, mongoField, sqlalchemyField } from './columns.ts';
import {
  attributeOf,
  attributesOf,
  basesOf,
  calleeName,
  decoratorName,
  decoratorsOf,
  dottedName,
  isSettled,
  keyword,
  lastName,
  membersOf,
  methodsOf,
  nameOf,
  positional,
  type SourceUnit,
  textOf,
  textsOf,
  unitSpan,
} from './file.ts';
import { decoratorGuards, permissionsIn } from './guards.ts';
import type { ClassFact, ViewMethod } from './piece.ts';
import { saysOf } from './symbols.ts';

const httpMethods = /^(get|post|put|patch|delete|head|list|create|retrieve|update|partial_update|destroy)$/;

const methodFacts = (unit: SourceUnit, type: Syntax): ViewMethod[] =>
  methodsOf(type).flatMap((method): ViewMethod[] => {
    const name = nameOf(method);
    const decorator = decoratorsOf(method).find((one) =>
      /^(action|detail_route|list_route)$/.test(lastName(decoratorName(one))),
    );
    const symbol = unit.ids.get(method);
    if (!symbol || !(decorator || httpMethods.test(name))) return [];
    const verbs = textsOf(unit, keyword(decorator, 'methods'));
    const path = textOf(unit, keyword(decorator, 'url_path')) ?? name;
    const detail =
      lastName(decorator ? decoratorName(decorator) : '') === 'detail_route' || isTrue(decorator, 'detail');
    const guards = [...decoratorGuards(unit, method), ...permissionsIn(unit, keyword(decorator, 'permission_classes'))];
    const action = decorator ? { action: { detail, verbs: verbs.length > 0 ? verbs : ['get'], path } } : {};
    return [{ name, symbol, guards, span: spanOf(unit.path, method), ...action }];
  });

/** permission_classes = […], decorators = [login_required], LoginRequiredMixin */
const classGuards = (unit: SourceUnit, type: Syntax, bases: readonly string[]) => [
  ...permissionsIn(unit, attributeOf(type, 'permission_classes')),
  ...permissionsIn(unit, attributeOf(type, 'decorators') ?? attributeOf(type, 'method_decorators')),
  ...decoratorsOf(type).flatMap((one) =>
    lastName(decoratorName(one)) === 'method_decorator'
      ? positional(one)
          .slice(0, 1)
          .flatMap((inner) => permissionsIn(unit, inner))
      : [],
  ),
  ...bases
    .filter((base) => /(Login|Permission|UserPassesTest|Staff|Superuser)\w*Mixin$/.test(base))
    .map((name) => ({ name, texts: [], span: unitSpan(unit, type) })),
];

const attributeTexts = (unit: SourceUnit, type: Syntax): [string, string][] =>
  attributesOf(type).flatMap(({ name, value }): [string, string][] => {
    if (!/^(lookup_field|lookup_url_kwarg|http_method_names|serializer_class|url_prefix)$/.test(name)) return [];
    const text = value?.type === 'list' ? textsOf(unit, value).join(',') : (textOf(unit, value) ?? dottedName(value));
    return text ? [[name, text]] : [];
  });

/** The classes of a file: what they store, what they answer, and from whom they inherit. */
export const readClasses = (unit: SourceUnit): ClassFact[] =>
  unit.all('class_definition').flatMap((type): ClassFact[] => {
    const symbol = unit.ids.get(type);
    if (!symbol) return [];
    const bases = basesOf(type);
    const meta = membersOf(type).find((one) => one.type === 'class_definition' && nameOf(one) === 'Meta');
    const attributes = attributesOf(type);
    const isDjango =
      attributes.some(({ value }) => /^(models|gis_models)\./.test(calleeName(value))) ||
      bases.some((base) =>
        /^models\.\w*Model$|^(AbstractUser|AbstractBaseUser|TimeStampedModel|MPTTModel)$/.test(base),
      );
    const isMongo = bases.some((base) => /(^|\.)(Document|EmbeddedDocument|DynamicDocument)$/.test(base));
    const isTable =
      type
        .get('superclasses')
        ?.all('keyword_argument')
        .some((one) => one.get('name')?.text === 'table' && one.get('value')?.text === 'True') ?? false;
    const table =
      textOf(unit, attributeOf(type, '__tablename__')) ??
      (meta ? textOf(unit, attributeOf(meta, 'db_table')) : undefined);
    const read = isDjango ? djangoField : isMongo ? mongoField : sqlalchemyField;
    const told = attributes.map((attribute) => read(unit, attribute, attributes));
    const hasColumns = attributes.some(
      ({ value, type: of }) =>
        /^(Column|mapped_column)$/.test(lastName(calleeName(value))) || /^Mapped\[/.test(of?.text ?? ''),
    );
    const framework = isTable
      ? 'sqlmodel'
      : isDjango
        ? 'django'
        : isMongo
          ? 'mongoengine'
          : hasColumns || table
            ? 'sqlalchemy'
            : undefined;
    const isAbstract =
      attributeOf(type, '__abstract__')?.text === 'True' ||
      (meta !== undefined && attributeOf(meta, 'abstract')?.text === 'True') ||
      (meta !== undefined && attributeOf(meta, 'proxy')?.text === 'True');
    const doc = saysOf(type);
    const isEntity =
      !unit.isTest &&
      !isAbstract &&
      (isTable ||
        isDjango ||
        isMongo ||
        (hasColumns && (table !== undefined || bases.some((base) => !/^object$|Mixin$/.test(base)))) ||
        table !== undefined);
    return [
      {
        name: nameOf(type),
        symbol,
        bases,
        isAbstract,
        ...(framework ? { framework } : {}),
        ...(isEntity
          ? {
              entity: {
                name: nameOf(type),
                symbol,
                ...(table && isSettled(table) ? { table } : {}),
                ...(doc ? { doc } : {}),
                span: spanOf(unit.path, type),
              },
            }
          : {}),
        fields: told.flatMap(({ field }) => (field ? [field] : [])),
        relations: told.flatMap(({ relation }) => (relation ? [relation] : [])),
        methods: methodFacts(unit, type),
        attributes: attributeTexts(unit, type),
        guards: classGuards(unit, type, bases),
      },
    ];
  });
