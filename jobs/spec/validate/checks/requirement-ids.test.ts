import { aDocument } from '../../testing/a-document.ts';
import { changed, judgedWith } from '../../testing/judged.ts';
import { requirementIds } from './requirement-ids.ts';

const messages = async (document: Parameters<typeof judgedWith>[0]) =>
  (await requirementIds.judge(judgedWith(document))).findings.map(({ message }) => message);

describe('Ids', () => {
  it('are in order', async () => expect(await messages({})).toEqual([]));

  it('are there once', async () =>
    expect(await messages(changed('FR-003', { id: 'FR-002' }))).toContain('FR-002 is there more than once'));

  it('leave none out', async () =>
    expect(await messages(changed('FR-003', { id: 'FR-009' }))).toContain('FR-009 stands where FR-003 should'));

  it('of non-functional requirements as well', async () =>
    expect(await messages({ nonFunctional: aDocument.nonFunctional.slice(1) })).toEqual([
      'NFR-002 stands where NFR-001 should',
    ]));

  it('are all in the traceability table, and no others', async () => {
    const traceability = aDocument.traceability.map((row, n) =>
      n === 0 ? { ...row, requirements: ['FR-001', 'FR-099'] } : row,
    );
    expect(await messages({ traceability })).toEqual([
      'FR-099 is no requirement of this document',
      'FR-002 is not in the traceability table under ORD-1',
      'FR-003 is not in the traceability table under ORD-1',
    ]);
  });

  it('stand under the feature that they name', async () =>
    expect(await messages(changed('FR-003', { feature: 'ORD-2' }))).toEqual([
      'FR-003 says it is of ORD-2 and stands under ORD-1',
    ]));
});
