import { isTestPath } from '../../../parse/is-test.ts';
import { attributeNamed } from '../attributes.ts';
import type { Chain, Type } from '../piece.ts';
import { itemType, simpleName, typeArguments, unwrapped } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';

export type Roster = ReadonlyMap<Type, { readonly framework: string }>;

/** Base classes that people make of what is stored. */
const entityBases =
  /^(Base|Domain)?(Auditable|FullAudited|Audited|CreationAudited|Tracked|SoftDelete\w*)?(Base)?Entity(Base|Object)?$|^(Auditable)?AggregateRoot(Base)?$|^(Base)?AuditableEntity$|^MultiTenantEntity$/;

/** Types that say, by a type argument, that it is stored. */
const configures =
  /^(IEntityTypeConfiguration|EntityTypeConfiguration|NopEntityBuilder|EntityMap|ClassMap|ClassMapping|EntityTypeBuilder)$/;

const collections: Readonly<Record<string, string>> = {
  DbSet: 'ef',
  IDbSet: 'ef',
  IMongoCollection: 'mongodb',
  ITable: 'linq2db',
};

/** The type about which a chain of calls configures an entity. */
export const configuredType = (workspace: Workspace, chain: Chain): string | undefined => {
  const [first] = chain.calls;
  if ((first?.name === 'Entity' || first?.name === 'TableFor') && first.types[0]) return simpleName(first.types[0]);
  const root = chain.rootType ?? '';
  if (/^(EntityTypeBuilder|Entity|OwnedNavigationBuilder)</.test(root)) return simpleName(typeArguments(root)[0] ?? '');
  if (chain.root !== '' && !/^(this|base)$/.test(chain.root) && !/CreateTableExpressionBuilder/.test(root))
    return undefined;
  for (const type of chain.type ? workspace.allNamed(chain.type) : []) {
    for (const base of type.bases)
      if (configures.test(simpleName(base))) return simpleName(typeArguments(base)[0] ?? '');
  }
  return undefined;
};

const isConcrete = (type: Type): boolean =>
  (type.kind === 'class' || type.kind === 'record') &&
  !type.modifiers.includes('static') &&
  !isTestPath(type.span.path);

/** The types that are stored: in a set of a context, configured as entities, mapped to a table, or derived from a base of entities. */
export const rosterOf = (workspace: Workspace): Roster => {
  const found = new Map<Type, { framework: string }>();
  const add = (name: string, framework: string, near: string): void => {
    const type = workspace.typeNamed(unwrapped(name), near);
    if (type && isConcrete(type) && !found.has(type)) found.set(type, { framework });
  };
  for (const type of workspace.types) {
    const near = type.span.path;
    if (isTestPath(near)) continue;
    for (const member of type.members) {
      const bare = member.type ? simpleName(member.type) : '';
      const framework = Object.hasOwn(collections, bare) ? collections[bare] : undefined;
      if (framework) add(itemType(member.type ?? '') ?? typeArguments(member.type ?? '')[0] ?? '', framework, near);
    }
    for (const base of type.bases) {
      const name = simpleName(base);
      if (configures.test(name)) add(typeArguments(base)[0] ?? '', /^Nop/.test(name) ? 'nopcommerce' : 'ef', near);
      if (name === 'IdentityDbContext') for (const one of typeArguments(base)) add(one, 'ef', near);
    }
    if (
      !isConcrete(type) ||
      type.modifiers.includes('abstract') ||
      /(Model|Dto|DTO|ViewModel|Event|Command|Query)$/.test(type.name)
    )
      continue;
    const table = attributeNamed(type.attributes, 'Table', 'BsonCollection', 'Keyless');
    if (table) add(type.name, 'ef', near);
    const isDerived = workspace.basesOf(type).some((base) => entityBases.test(simpleName(base)));
    if (isDerived && !found.has(type)) found.set(type, { framework: isNop(workspace, type) ? 'nopcommerce' : 'ef' });
  }
  for (const { chains, path } of workspace.pieces) {
    if (isTestPath(path)) continue;
    for (const chain of chains) {
      const [first] = chain.calls;
      if ((first?.name === 'Entity' || first?.name === 'TableFor') && first.types[0]) add(first.types[0], 'ef', path);
    }
  }
  for (const [type] of found) if (isNop(workspace, type)) found.set(type, { framework: 'nopcommerce' });
  return found;
};

const isNop = (workspace: Workspace, type: Type): boolean =>
  workspace.basesOf(type).some((base) => simpleName(base) === 'BaseEntity') &&
  workspace.pieces.some(
    ({ path, usings, namespace }) =>
      path === type.span.path && [namespace, ...usings].some((one) => /^Nop(\.|$)/.test(one)),
  );
