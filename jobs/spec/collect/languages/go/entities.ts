import type { Entity, Field, Relation } from '#schemas/spec/facts.ts';
import { bareType } from './declarations.ts';
import type { GoField, GoPiece, GoStruct } from './model.ts';
import type { Packages } from './packages.ts';

type Stored = { readonly struct: GoStruct; readonly piece: GoPiece; readonly framework: string };

/** Tags that say that a field is a column, and of which framework. */
const columnTags: readonly (readonly [string, string])[] = [
  ['gorm', 'gorm'],
  ['bun', 'bun'],
  ['pg', 'go-pg'],
  ['db', 'sqlx'],
  ['bson', 'mongo'],
  ['xorm', 'xorm'],
  ['orm', 'beego'],
  ['dynamodbav', 'dynamodb'],
  ['datastore', 'datastore'],
];

const gormBases = /^gorm\.(Model|DeletedAt)$/;

/** What gorm.Model holds. https://gorm.io/docs/models.html#gorm-Model */
const modelFields: readonly (Pick<Field, 'name' | 'type'> & Partial<Field>)[] = [
  { name: 'ID', type: 'uint', key: true },
  { name: 'CreatedAt', type: 'time.Time' },
  { name: 'UpdatedAt', type: 'time.Time' },
  { name: 'DeletedAt', type: 'gorm.DeletedAt', nullable: true },
];

/** Types that gorm is told of: db.AutoMigrate(&User{}) is seen by the tags that they nearly always have. */
const frameworkOf = (struct: GoStruct): string | undefined => {
  if (struct.fields.some(({ embedded, type }) => embedded && gormBases.test(type))) return 'gorm';
  if (struct.fields.some(({ embedded, type }) => embedded && /^bun\.BaseModel$/.test(type))) return 'bun';
  return columnTags.find(([tag]) => struct.fields.some(({ tags }) => tags[tag] !== undefined))?.[1];
};

/** size:24;uniqueIndex;not null -> size, uniqueindex, not null with their values; bun and xorm part theirs by commas. */
const settings = ({ tags }: GoField): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [tag, parting] of [
    ['gorm', ';'],
    ['bun', ','],
    ['pg', ','],
    ['xorm', ' '],
    ['orm', ';'],
  ] as const) {
    for (const part of (tags[tag] ?? '').split(parting)) {
      const [name = '', value = ''] = part.split(/:(.*)/s);
      if (name.trim()) found.set(name.trim().toLowerCase().replace(/[\s_]/g, ''), value.trim());
    }
  }
  return found;
};

const isLeftOut = (field: GoField): boolean => columnTags.some(([tag]) => /^-/.test(field.tags[tag] ?? ''));

const keyNames = new Set(['primarykey', 'primary_key', 'pk', 'autoincr']);

const fieldOf = (field: GoField): Field => {
  const said = settings(field);
  const length = Number(said.get('size') ?? /^(?:var)?char\((\d+)\)$/i.exec(said.get('type') ?? '')?.[1] ?? Number.NaN);
  const key =
    [...keyNames].some((name) => said.has(name.replace('_', ''))) ||
    /^_id(,|$)/.test(field.tags.bson ?? '') ||
    (field.name === 'ID' && [...said.keys()].every((name) => name !== 'pk'));
  return {
    name: field.name,
    type: field.type,
    key,
    nullable: !key && !said.has('notnull') && /^(\*|sql\.Null|null\.|pgtype\.)/.test(field.type),
    ...(Number.isInteger(length) && { length }),
    unique: said.has('unique') || said.has('uniqueindex'),
    ...(field.doc && { doc: field.doc }),
    span: field.span,
  };
};

/** The fields of a struct, those of what it embeds in their place. */
const columnsOf = (
  { struct, piece }: Pick<Stored, 'struct' | 'piece'>,
  packages: Packages,
  depth = 0,
): { field: GoField; piece: GoPiece }[] =>
  struct.fields.flatMap((field) => {
    const isEmbedded = field.embedded || settings(field).has('embedded');
    if (!isEmbedded || gormBases.test(field.type) || depth > 4) return [{ field, piece }];
    const of = packages.typeOf(field.type, piece);
    const found = of && packages.struct(of.folder, of.name);
    return found ? columnsOf(found, packages, depth + 1) : [];
  });

const relationOf = (
  field: GoField,
  piece: GoPiece,
  stored: ReadonlySet<string>,
  packages: Packages,
): Relation | undefined => {
  const element = field.type.replace(/^\*?\[\]\*?|^\*/, '');
  const of = /^[\w.*]+$/.test(element) ? packages.typeOf(element, piece) : undefined;
  if (!of || !stored.has(`${of.folder} ${of.name}`)) return undefined;
  const said = settings(field);
  const isMany = /^\*?\[\]/.test(field.type);
  const isJoined = said.has('many2many') || said.has('m2m');
  const owner = isMany ? undefined : said.has('foreignkey') || said.get('rel') === 'belongs-to';
  const kind = isJoined ? 'many-to-many' : isMany ? 'one-to-many' : owner === undefined ? 'many-to-one' : 'many-to-one';
  return { kind, target: of.name, field: field.name, span: field.span };
};

const tableOf = ({ struct, piece }: Stored, packages: Packages): string | undefined => {
  const named = packages.pieces
    .filter(({ folder }) => folder === piece.folder)
    .flatMap((one) => (Object.hasOwn(one.tables, struct.name) ? [packages.text(one.tables[struct.name], one)] : []))[0];
  const base = struct.fields.find(({ embedded, type }) => embedded && /BaseModel$/.test(type));
  return named ?? /table:(\w+)/.exec(base?.tags.bun ?? '')?.[1];
};

/** Names of structs that are asked or answered with rather than stored, though they carry `db` tags. */
const isPassing = /(Params|Args|Request|Response|Row|Input|Output|Filter|Options|Config|DTO)$/;

/** Structs that are stored: by gorm, bun, go-pg, sqlx and sqlc, the Mongo driver. */
export const linkEntities = (packages: Packages): Entity[] => {
  const all = packages.pieces
    .filter(({ isTest }) => !isTest)
    .flatMap((piece) => piece.structs.map((struct) => ({ struct, piece })));
  const tagged = all.flatMap(({ struct, piece }): Stored[] => {
    const framework = frameworkOf(struct);
    return framework && !(framework !== 'gorm' && isPassing.test(struct.name)) ? [{ struct, piece, framework }] : [];
  });
  const embedded = new Set(
    tagged.flatMap(({ struct, piece }) =>
      columnsOf({ struct: { ...struct, fields: [] }, piece }, packages)
        .concat(
          struct.fields
            .filter((field) => field.embedded || settings(field).has('embedded'))
            .map((field) => ({ field, piece })),
        )
        .map(({ field }) => `${packages.typeOf(field.type, piece)?.folder} ${bareType(field.type)}`),
    ),
  );
  const stored = tagged.filter(({ struct, piece }) => !embedded.has(`${piece.folder} ${struct.name}`));
  const names = new Set(stored.map(({ struct, piece }) => `${piece.folder} ${struct.name}`));
  return stored.map((one) => {
    const columns = columnsOf(one, packages).filter(({ field }) => !isLeftOut(field));
    const related = columns.map(({ field, piece }) => ({ field, relation: relationOf(field, piece, names, packages) }));
    const table = tableOf(one, packages);
    return {
      name: one.struct.name,
      symbol: one.struct.id,
      framework: one.framework,
      ...(table && { table }),
      ...(one.struct.doc && { doc: one.struct.doc }),
      fields: related
        .filter(({ relation }) => !relation)
        .flatMap(({ field }): Field[] => {
          if (field.embedded && field.type === 'gorm.Model')
            return modelFields.map((of) => ({ key: false, nullable: false, unique: false, span: field.span, ...of }));
          return field.embedded && /BaseModel$/.test(field.type) ? [] : [fieldOf(field)];
        }),
      relations: related.flatMap(({ relation }) => relation ?? []),
      span: one.struct.span,
    };
  });
};
