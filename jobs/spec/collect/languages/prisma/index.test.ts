import { readFileSync } from 'node:fs';
import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { prisma } from './index.ts';

const factsOf = async (text: string) => (await parseAll([{ path: 'schema.prisma', text }], [prisma as Language])).facts;

const sample = `
/// People who rent.
model Tenant {
  id        Int      @id @default(autoincrement()) @map("tenant_id")
  email     String   @unique @db.VarChar(120) // where invoices go
  nickname  String?
  role      Role     @default(READER)
  leases    Lease[]
  homes     Home[]   @relation("lives")
  home      Home?    @relation("owns", fields: [homeId], references: [id], map: "fk(home)")
  homeId    Int?     @unique

  @@map("tenants")
}

model Home {
  id      Int      @id
  dwellers Tenant[] @relation("lives")
  owner   Tenant?  @relation("owns")
}

model Lease {
  tenantId Int
  number   Int
  tenant   Tenant @relation(fields: [tenantId], references: [id])
  @@id([tenantId, number])
}

enum Role {
  READER
  ADMIN // may all
}
`;

describe('Prisma schemas', () => {
  it('gives models with keys, lengths, optional and unique fields', async () => {
    const { entities } = await factsOf(sample);
    expect(entities.map(({ name, table }) => [name, table])).toEqual([
      ['Tenant', 'tenants'],
      ['Home', undefined],
      ['Lease', undefined],
    ]);
    const [tenant, , lease] = entities;
    expect(tenant?.doc).toBe('People who rent.');
    expect(tenant?.fields.map(({ name }) => name)).toEqual(['id', 'email', 'nickname', 'role', 'homeId']);
    expect(tenant?.fields[1]).toMatchObject({ unique: true, length: 120, doc: 'where invoices go', nullable: false });
    expect(tenant?.fields[2]).toMatchObject({ nullable: true, type: 'String?' });
    expect(lease?.fields.map(({ key }) => key)).toEqual([true, true]);
  });

  it('tells the kinds of relations by both sides', async () => {
    const { entities } = await factsOf(sample);
    expect(entities.flatMap(({ name, relations }) => relations.map((one) => [name, one.field, one.kind]))).toEqual([
      ['Tenant', 'leases', 'one-to-many'],
      ['Tenant', 'homes', 'many-to-many'],
      ['Tenant', 'home', 'one-to-one'],
      ['Home', 'dwellers', 'many-to-many'],
      ['Home', 'owner', 'one-to-one'],
      ['Lease', 'tenant', 'many-to-one'],
    ]);
  });

  it('gives symbols that cover their lines', async () => {
    const { symbols } = await factsOf(sample);
    const lines = sample.split('\n');
    for (const { name, span } of symbols) expect(lines.slice(span.start - 1, span.end).join('\n')).toContain(name);
    expect(symbols.find(({ name }) => name === 'ADMIN')).toMatchObject({ kind: 'enum-member', doc: 'may all' });
  });

  it('reads the schema of the garden', async () => {
    const text = readFileSync('test/fixtures/spec/schemas-only/schema.prisma', 'utf8');
    const { entities } = await factsOf(text);
    expect(entities.map(({ name, fields }) => [name, fields.map((field) => field.name)])).toEqual([
      ['Garden', ['id', 'name']],
      ['Plot', ['id', 'gardenId', 'tenant']],
    ]);
  });

  it.each(['model', 'model A {', 'model A { id', 'model { }', 'model A { b @x( }', '"', 'enum É { ü }', '}{'])(
    'survives %j',
    async (text) => {
      await expect(factsOf(text)).resolves.toBeDefined();
    },
  );
});
