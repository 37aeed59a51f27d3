import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { sql } from './index.ts';

const factsOf = async (scripts: Record<string, string> | string) => {
  const files = typeof scripts === 'string' ? { 'schema.sql': scripts } : scripts;
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  return (await parseAll(all, [sql as Language])).facts;
};

const columnsOf = async (scripts: Record<string, string> | string, table: string) =>
  (await factsOf(scripts)).entities.find(({ name }) => name === table)?.fields.map(({ name }) => name);

describe('SQL scripts', () => {
  it('reads PostgreSQL', async () => {
    const { entities, validations } = await factsOf(`
      -- Orders of customers.
      CREATE TABLE IF NOT EXISTS public."Orders" (
        id bigserial PRIMARY KEY,
        number character varying(20) NOT NULL UNIQUE, -- as printed
        customer_id uuid NOT NULL REFERENCES shop.customers (id) ON DELETE CASCADE,
        placed_at timestamp with time zone DEFAULT now(),
        status text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'paid')),
        tags text[],
        total numeric(10, 2) CHECK (total >= 0),
        CONSTRAINT positive CHECK (total BETWEEN 0 AND 1000)
      );
      COMMENT ON COLUMN "Orders".total IS 'With tax';
      CREATE FUNCTION f() RETURNS void AS $$ BEGIN DROP TABLE "Orders"; END $$ LANGUAGE plpgsql;`);
    expect(entities).toHaveLength(1);
    const [orders] = entities;
    expect(orders).toMatchObject({ name: 'Orders', table: 'Orders', doc: 'Orders of customers.' });
    expect(
      orders?.fields.map(({ name, type, nullable, key, unique, length, doc }) =>
        [name, type, nullable && 'null', key && 'key', unique && 'unique', length, doc].filter(Boolean).join(' | '),
      ),
    ).toEqual([
      'id | bigserial | key | unique',
      'number | character varying(20) | unique | 20 | as printed',
      'customer_id | uuid',
      'placed_at | timestamp with time zone | null',
      'status | text',
      'tags | text[] | null',
      'total | numeric(10, 2) | null | With tax',
    ]);
    expect(orders?.relations).toMatchObject([{ kind: 'many-to-one', target: 'customers', field: 'customer_id' }]);
    expect(validations).toMatchObject([
      { subject: 'Orders', field: 'status', rule: 'one-of', values: ['new', 'paid'] },
      { field: 'total', rule: 'range', min: 0 },
      { field: 'total', rule: 'range', min: 0, max: 1000 },
    ]);
  });

  it('reads MySQL', async () => {
    const { entities } = await factsOf(`
      CREATE TABLE \`visits\` (
        \`id\` INT(11) UNSIGNED NOT NULL AUTO_INCREMENT,
        \`pet_id\` INT UNSIGNED NOT NULL COMMENT 'who came; or was brought',
        \`kind\` ENUM('first','again') DEFAULT 'first',
        PRIMARY KEY (\`id\`),
        UNIQUE KEY \`by_pet\` (\`pet_id\`),
        KEY \`other\` (\`kind\`),
        CONSTRAINT \`fk\` FOREIGN KEY (\`pet_id\`) REFERENCES \`pets\` (\`id\`)
      ) ENGINE=InnoDB COMMENT='Visits to the vet';
      INSERT INTO notes VALUES ('it\\'s; CREATE TABLE no (a int)');
      CREATE TABLE pets (id int primary key);`);
    expect(entities.map(({ name, doc }) => [name, doc])).toEqual([
      ['visits', 'Visits to the vet'],
      ['pets', undefined],
    ]);
    expect(entities[0]?.fields).toMatchObject([
      { name: 'id', key: true },
      { name: 'pet_id', unique: true, doc: 'who came; or was brought' },
      { name: 'kind', type: "ENUM('first', 'again')", nullable: true },
    ]);
    expect(entities[0]?.relations).toMatchObject([{ kind: 'one-to-one', target: 'pets' }]);
  });

  it('reads T-SQL', async () => {
    const { entities, symbols } = await factsOf(`
CREATE TABLE [dbo].[Line](
  [Id] [int] IDENTITY(1,1) NOT NULL,
  [Sku] [nvarchar](40) NULL,
  [Note] nvarchar(max),
 CONSTRAINT [PK_Line] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY]
GO
ALTER TABLE [dbo].[Line] WITH CHECK ADD CONSTRAINT [FK] FOREIGN KEY([Sku]) REFERENCES [dbo].[Product] ([Sku])
GO
ALTER TABLE dbo.Line ADD Weight decimal(9,3) NOT NULL, Height int
GO
CREATE TABLE #scratch (a int)
GO
CREATE PROCEDURE dbo.CloseLine AS SELECT 1`);
    expect(entities).toHaveLength(1);
    expect(entities[0]?.fields.map(({ name, key, length }) => [name, key, length])).toEqual([
      ['Id', true, undefined],
      ['Sku', false, 40],
      ['Note', false, undefined],
      ['Weight', false, undefined],
      ['Height', false, undefined],
    ]);
    expect(entities[0]?.relations).toMatchObject([{ target: 'Product', field: 'Sku' }]);
    expect(symbols.find(({ name }) => name === 'CloseLine')?.kind).toBe('function');
  });

  it('applies migrations in the order of their numbers', async () => {
    const scripts = {
      'migrations/V10__rename.sql': 'ALTER TABLE person RENAME COLUMN nick TO alias; DROP TABLE old;',
      'migrations/V1__first.sql': 'CREATE TABLE person (id int, name text); CREATE TABLE old (id int);',
      'migrations/V2__more.sql':
        'ALTER TABLE person ADD COLUMN nick varchar(9), DROP COLUMN name, ALTER COLUMN id SET NOT NULL;',
    };
    expect((await factsOf(scripts)).entities.map(({ name }) => name)).toEqual(['person']);
    expect(await columnsOf(scripts, 'person')).toEqual(['id', 'alias']);
    expect((await factsOf(scripts)).entities[0]?.fields[0]?.nullable).toBe(false);
  });

  it('does not take back what scripts to undo would', async () => {
    const scripts = {
      '1.up.sql': 'CREATE TABLE a (id int);',
      '1.down.sql': 'DROP TABLE a;',
      '2.sql': '-- +goose Up\nCREATE TABLE b (id int);\n-- +goose Down\nDROP TABLE b;\nDROP TABLE a;',
      'drop_all.sql': 'DROP TABLE a;',
    };
    expect((await factsOf(scripts)).entities.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('takes a table once where a script stands there in several dialects', async () => {
    const scripts = {
      'db/mysql/schema.sql': 'CREATE TABLE owners (id INT(4) UNSIGNED PRIMARY KEY, name VARCHAR(30));',
      'db/postgres/schema.sql': 'DROP TABLE owners IF EXISTS; CREATE TABLE owners (id INT PRIMARY KEY, name TEXT);',
    };
    expect(await columnsOf(scripts, 'owners')).toEqual(['id', 'name']);
  });

  it.each([
    'CREATE TABLE',
    'CREATE TABLE a (',
    'CREATE TABLE a ()',
    'ALTER TABLE a ADD',
    'ALTER TABLE a ALTER COLUMN',
    "'",
    '$$',
    '$tag$ CREATE',
    'CREATE TABLE "é\u202e" (`ü` int)',
    '('.repeat(50_000),
    `CREATE TABLE __proto__ (constructor int); ALTER TABLE __proto__ ADD toString int;`,
  ])('survives %.40j', async (text) => {
    await expect(factsOf(text)).resolves.toBeDefined();
  });
});
