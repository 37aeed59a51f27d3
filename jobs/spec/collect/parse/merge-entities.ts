import type { Entity } from '#schemas/spec/facts.ts';

/** Tables that tools keep for themselves. */
const bookkeeping =
  /^(schema_?migrations?|flyway_schema_history|__efmigrationshistory|_prisma_migrations|databasechangelog(lock)?|alembic_version|django_migrations|knex_migrations(_lock)?|goose_db_version|sequelizemeta|typeorm_metadata|spatial_ref_sys)$/i;

/** The table that Prisma makes of a relation of many to many: its columns are A and B. */
const isImplicitJoin = ({ name, fields }: Entity): boolean =>
  name.startsWith('_') && fields.length === 2 && fields.every((field) => /^[AB]$/.test(field.name));

const singular = (name: string): string =>
  name
    .replace(/ies$/, 'y')
    .replace(/(s|x|z|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** What a table is called apart from its schema, letter case, underscores and number: shop.order_lines, OrderLine -> orderline */
const keyOf = (name: string): string => singular((name.split('.').at(-1) ?? name).replace(/[_\s-]/g, '').toLowerCase());

/**
 * Each table once: what an ORM says of it wins over the SQL that makes it, for the code speaks the ORM's names. Relations of the tables
 * that are left point to the ORM's entities. What tools keep for themselves is no entity.
 */
export const mergeEntities = (entities: readonly Entity[]): Entity[] => {
  const mapped = new Map<string, string>();
  for (const { framework, name, table } of entities) {
    if (framework === 'sql') continue;
    mapped.set(keyOf(name), name);
    if (table) mapped.set(keyOf(table), name);
  }
  const withPrisma = entities.some(({ framework }) => framework === 'prisma');
  return entities.flatMap((entity) => {
    if (entity.framework !== 'sql') return [entity];
    const { name } = entity;
    if (mapped.has(keyOf(name)) || bookkeeping.test(name) || (withPrisma && isImplicitJoin(entity))) return [];
    const relations = entity.relations.map((one) => ({ ...one, target: mapped.get(keyOf(one.target)) ?? one.target }));
    return [{ ...entity, relations }];
  });
};
