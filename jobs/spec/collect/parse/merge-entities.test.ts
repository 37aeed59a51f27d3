import type { Entity } from '#schemas/spec/facts.ts';
import { mergeEntities } from './merge-entities.ts';

const span = { path: 'a', start: 1, end: 1 };
const entity = (framework: string, name: string, more: Partial<Entity> = {}): Entity => ({
  framework,
  name,
  fields: [],
  relations: [],
  span,
  ...more,
});
const names = (entities: Entity[]) => mergeEntities(entities).map(({ framework, name }) => `${framework} ${name}`);

describe('merging entities of several languages', () => {
  it('prefers an ORM to the SQL of the same table, by its table or its name', () => {
    const orm = [entity('jpa', 'Line', { table: 'shop.ORDER_LINES' }), entity('typeorm', 'Category')];
    const tables = [entity('sql', 'order_lines'), entity('sql', 'categories'), entity('sql', 'audit')];
    expect(names([...orm, ...tables])).toEqual(['jpa Line', 'typeorm Category', 'sql audit']);
  });

  it('points relations of tables to the entities that stand for their targets', () => {
    const relations = [{ kind: 'many-to-one' as const, target: 'order_lines', span }];
    const [, audit] = mergeEntities([
      entity('jpa', 'Line', { table: 'order_lines' }),
      entity('sql', 'audit', { relations }),
    ]);
    expect(audit?.relations[0]?.target).toBe('Line');
  });

  it('leaves out what tools keep for themselves', () => {
    const column = (name: string) => ({ name, type: 'int', key: false, nullable: false, unique: false, span });
    const join = entity('sql', '_Favourites', { fields: [column('A'), column('B')] });
    expect(names([entity('sql', 'flyway_schema_history'), join, entity('prisma', 'A')])).toEqual(['prisma A']);
    expect(names([join])).toEqual(['sql _Favourites']);
  });

  it('keeps entities of two ORMs with one name', () => {
    expect(names([entity('ef', 'Order'), entity('jpa', 'Order')])).toEqual(['ef Order', 'jpa Order']);
  });
});
