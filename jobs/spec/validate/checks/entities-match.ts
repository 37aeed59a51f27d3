import type { DocumentEntity, SpecDocument } from '#schemas/spec/document.ts';
import type { Entity } from '#schemas/spec/facts.ts';
import type { Source } from '#schemas/spec/source.ts';
import type { Check, Finding } from '../check.ts';
import { at } from '../parts.ts';
import { harmonic, precisionRecall } from '../score.ts';

type Listed = { readonly entity: DocumentEntity; readonly index: number; readonly own: readonly Entity[] };

const listedOf = (document: SpecDocument, { facts }: Source): readonly Listed[] => {
  const known = Map.groupBy(facts.entities, ({ name }) => name);
  const seen = new Map<string, number>();
  return document.entities.map((entity, index) => {
    const own = known.get(entity.name) ?? [];
    const before = seen.get(entity.name) ?? 0;
    seen.set(entity.name, before + 1);
    return { entity, index, own: before < own.length ? own : [] };
  });
};

const fieldNames = (
  entities: readonly { readonly fields: readonly { readonly name: string }[] }[],
): ReadonlySet<string> => new Set(entities.flatMap(({ fields }) => fields.map(({ name }) => name)));

const relationNames = (entities: readonly Entity[]): ReadonlySet<string> =>
  new Set(entities.flatMap(({ relations }) => relations.map(({ target }) => target)));

const foreign = ({ entity, index, own }: Listed): Finding[] => {
  const where = `Data Model: ${entity.name}`;
  if (own.length === 0)
    return [
      {
        where,
        message: `${entity.name} is no entity of the source, or is listed too often`,
        statement: at.entity(index),
      },
    ];
  const known = fieldNames(own);
  const targets = relationNames(own);
  const seen = new Set<string>();
  return [
    ...entity.fields.flatMap(({ name }, n) => {
      const isTwice = seen.has(name);
      seen.add(name);
      return known.has(name) && !isTwice
        ? []
        : [
            {
              where,
              message: `${entity.name}.${name} is ${isTwice ? 'listed twice' : 'not in the source'}`,
              statement: at.field(index, n),
            },
          ];
    }),
    ...entity.relations.flatMap(({ target }, n) =>
      targets.has(target)
        ? []
        : [
            {
              where,
              message: `${entity.name} has no relation to ${target} in the source`,
              statement: at.relation(index, n),
            },
          ],
    ),
  ];
};

const absent = (document: SpecDocument, { facts }: Source): Finding[] => {
  const listed = Map.groupBy(document.entities, ({ name }) => name);
  return [...Map.groupBy(facts.entities, ({ name }) => name)].flatMap(([name, own]) => {
    const there = listed.get(name);
    if (!there) return [{ where: 'Data Model', message: `${name} is missing` }];
    const fields = fieldNames(there);
    return [...fieldNames(own)]
      .filter((field) => !fields.has(field))
      .map((field) => ({ where: `Data Model: ${name}`, message: `${name}.${field} is missing` }));
  });
};

export const entityMetrics = (document: SpecDocument, source: Source) => {
  const listed = listedOf(document, source);
  const known = Map.groupBy(source.facts.entities, ({ name }) => name);
  const right = listed.filter(({ own }) => own.length > 0);
  const names = new Set(right.map(({ entity }) => entity.name));
  const entities = precisionRecall(listed.length, known.size, right.length);
  const facts = [...known.values()].map(fieldNames);
  const found = right.map(({ entity, own }) => fieldNames([entity]).intersection(fieldNames(own)).size);
  const recalled = [...known].map(
    ([name, own]) =>
      fieldNames(right.flatMap(({ entity }) => (entity.name === name ? [entity] : []))).intersection(fieldNames(own))
        .size,
  );
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const stated = sum(listed.map(({ entity }) => entity.fields.length));
  const total = sum(facts.map(({ size }) => size));
  return {
    entityPrecision: entities.precision,
    entityRecall: precisionRecall(listed.length, known.size, names.size).recall,
    fieldPrecision: precisionRecall(stated, total, sum(found)).precision,
    fieldRecall: precisionRecall(stated, total, sum(recalled)).recall,
  };
};

export const entitiesMatch: Check = {
  id: 'entities-match',
  title: 'The data model holds the entities and fields of the source: all of them and no other',
  weight: 9,
  judge({ document, source }) {
    const findings = [...listedOf(document, source).flatMap(foreign), ...absent(document, source)];
    const { entityPrecision, entityRecall, fieldPrecision, fieldRecall } = entityMetrics(document, source);
    const score =
      (harmonic({ precision: entityPrecision, recall: entityRecall }) +
        harmonic({ precision: fieldPrecision, recall: fieldRecall })) /
      2;
    return { score: findings.length === 0 ? 1 : 0.9 * score, findings };
  },
};
