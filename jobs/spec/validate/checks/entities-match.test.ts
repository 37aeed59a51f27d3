import type { DocumentEntity } from '#schemas/spec/document.ts';
import { aDocument } from '../../testing/a-document.ts';
import { aSource } from '../../testing/a-source.ts';
import { judgedWith } from '../../testing/judged.ts';
import { entitiesMatch, entityMetrics } from './entities-match.ts';

const { entities } = aDocument;
const judge = (some: DocumentEntity[], source = aSource) =>
  entitiesMatch.judge(judgedWith({ entities: some }, { source }));
const first = (change: (entity: DocumentEntity) => DocumentEntity) =>
  entities.map((each, n) => (n === 0 ? change(each) : each));
const none = { ...aSource, facts: { ...aSource.facts, entities: [] } };

describe('The data model', () => {
  it('is perfect with the facts alone, and where there are none on either side', async () => {
    expect((await judge(entities)).score).toBe(1);
    expect((await judge([], none)).score).toBe(1);
    expect((await judge(entities, none)).score).toBe(0);
    expect((await judge([])).score).toBe(0);
  });

  it('is measured in precision and recall of entities and fields', () => {
    const total = entities.reduce((sum, { fields }) => sum + fields.length, 0);
    const document = { ...aDocument, entities: first((each) => ({ ...each, fields: each.fields.slice(1) })) };
    expect(entityMetrics(document, aSource)).toEqual({
      entityPrecision: 1,
      entityRecall: 1,
      fieldPrecision: 1,
      fieldRecall: (total - 1) / total,
    });
  });

  it.each<readonly [string, DocumentEntity[], readonly string[]]>([
    [
      'an entity under another name',
      first((each) => ({ ...each, name: 'Purchase' })),
      ['Purchase is no entity', 'Order is missing'],
    ],
    ['an entity twice', [...entities, ...entities.slice(0, 1)], ['listed too often']],
    [
      'a field that is not there',
      first((each) => ({
        ...each,
        fields: [...each.fields, { name: 'Karma', type: 'int', constraints: [], description: [] }],
      })),
      ['Order.Karma is not in the source'],
    ],
    ['a field less', first((each) => ({ ...each, fields: each.fields.slice(1) })), ['Order.Id is missing']],
    [
      'a relation that is not there',
      first((each) => ({ ...each, relations: [...each.relations, { kind: 'one-to-one', target: 'Wizard' }] })),
      ['no relation to Wizard'],
    ],
  ])('does not hold %s', async (_, some, messages) => {
    const { score, findings } = await judge(some);
    expect(score).toBeLessThan(1);
    expect(findings.map(({ message }) => message)).toEqual(messages.map((message) => expect.stringContaining(message)));
  });
});
