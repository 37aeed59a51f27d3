import type { CodeSymbol, Entity, Facts, Relation, Validation } from '#schemas/spec/facts.ts';
import { noFacts } from '../../parse/facts.ts';
import type { Language } from '../../parse/language.ts';
import { type Block, type PrismaField, type PrismaPiece, readPrisma } from './read.ts';

const idOf = (path: string, name: string): string => `${path}#${name}`;

const symbolsOf = (piece: PrismaPiece, block: Block): CodeSymbol[] => {
  const container = idOf(piece.path, block.name);
  const shared = { language: 'prisma', visibility: 'public', isTest: piece.isTest } as const;
  return [
    {
      ...shared,
      id: container,
      kind: block.kind === 'enum' ? 'enum' : 'class',
      name: block.name,
      qualifiedName: block.name,
      span: block.span,
      signature: `${block.kind} ${block.name}`,
      ...(block.doc ? { doc: block.doc } : {}),
    },
    ...block.fields.map(
      ({ field }): CodeSymbol => ({
        ...shared,
        id: idOf(piece.path, `${block.name}.${field.name}`),
        kind: block.kind === 'enum' ? 'enum-member' : 'field',
        name: field.name,
        qualifiedName: `${block.name}.${field.name}`,
        container,
        span: field.span,
        ...(block.kind === 'enum' ? {} : { signature: `${field.name} ${field.type}` }),
        ...(field.doc ? { doc: field.doc } : {}),
      }),
    ),
  ];
};

/** The other side of a relation: the field of the target that points back, by the relation's name where there is one. */
const oppositeOf = (block: Block, one: PrismaField, target: Block): PrismaField | undefined =>
  target.fields.find(
    (other) =>
      other !== one &&
      other.type === block.name &&
      other.relation?.name === one.relation?.name &&
      !(target === block && other.field.name === one.field.name),
  );

const kindOf = (block: Block, one: PrismaField, target: Block): Relation['kind'] => {
  const opposite = oppositeOf(block, one, target);
  if (one.list) return opposite?.list ? 'many-to-many' : 'one-to-many';
  return opposite && !opposite.list ? 'one-to-one' : 'many-to-one';
};

const relationsOf = (block: Block, models: ReadonlyMap<string, Block>): Relation[] =>
  block.fields.flatMap((one) => {
    const target = models.get(one.type);
    if (!target) return [];
    return [
      { kind: kindOf(block, one, target), target: target.name, field: one.field.name, span: one.field.span },
    ] satisfies Relation[];
  });

const entityOf = (piece: PrismaPiece, block: Block, models: ReadonlyMap<string, Block>): Entity => ({
  name: block.name,
  symbol: idOf(piece.path, block.name),
  framework: 'prisma',
  ...(block.table ? { table: block.table } : {}),
  ...(block.doc ? { doc: block.doc } : {}),
  fields: block.fields.filter(({ type }) => !models.has(type)).map(({ field }) => field),
  relations: relationsOf(block, models),
  span: block.span,
});

const validationsOf = (piece: PrismaPiece, block: Block): Validation[] =>
  block.fields.flatMap(({ field }) => {
    const shared = { subject: block.name, field: field.name, symbol: idOf(piece.path, block.name), span: field.span };
    return [
      ...(field.length === undefined ? [] : [{ ...shared, rule: 'length' as const, max: field.length }]),
      ...(field.unique && !field.key ? [{ ...shared, rule: 'unique' as const }] : []),
    ];
  });

const link = (pieces: readonly PrismaPiece[]): Facts => {
  const all = pieces.flatMap((piece) => piece.blocks.map((block) => ({ piece, block })));
  const models = all.filter(({ piece, block }) => block.kind !== 'enum' && !piece.isTest);
  const byName = new Map(models.map(({ block }) => [block.name, block]));
  const places = new Map(all.map(({ piece, block }) => [block.name, idOf(piece.path, block.name)]));
  return {
    ...noFacts(),
    symbols: all.flatMap(({ piece, block }) => symbolsOf(piece, block)),
    references: all.flatMap(({ piece, block }) => {
      const counts = Map.groupBy(block.fields, ({ type }) => places.get(type));
      return [...counts].flatMap(([to, fields]) =>
        to && to !== idOf(piece.path, block.name)
          ? [{ from: idOf(piece.path, block.name), to, kind: 'uses' as const, count: fields.length }]
          : [],
      );
    }),
    entities: models
      .filter(({ block }) => block.kind !== 'type')
      .map(({ piece, block }) => entityOf(piece, block, byName)),
    validations: models.flatMap(({ piece, block }) => validationsOf(piece, block)),
  };
};

/** Prisma schemas: models, views, composite types and enums. */
export const prisma: Language<PrismaPiece> = {
  name: 'prisma',
  extensions: ['.prisma'],
  read: (file) => readPrisma(file),
  link,
};
