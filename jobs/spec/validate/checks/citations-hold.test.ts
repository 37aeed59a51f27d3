import { aDocument } from '../../testing/a-document.ts';
import { aSource } from '../../testing/a-source.ts';
import { texts } from '../../testing/a-source-texts.ts';
import { aRequirement, faultsOf } from '../../testing/judged.ts';
import { partsOf } from '../parts.ts';
import { citationsHold } from './citations-hold.ts';

const path = 'src/Orders/OrderService.cs';
const length = texts.get(path)?.length ?? 0;
const statement = 'When an order is stored, the orders module shall publish an `OrderPlacedEvent`.';
const citing = (start: number, end: number, more = {}) =>
  faultsOf(citationsHold, statement, { citations: [{ path, start, end }], ...more });
const line = (texts.get(path)?.findIndex((each) => each.includes('OrderPlacedEvent')) ?? 0) + 1;

describe('A citation', () => {
  it('holds a name that the requirement rests on', () => {
    expect(citing(line, line)).toEqual([]);
    expect(citing(1, length)).toEqual([]);
  });

  it.each([
    ['one line before it', line - 1, line - 1, /holds none of OrderPlacedEvent/],
    ['one line after it', line + 1, line + 1, /holds none/],
    ['one line beyond the end', line, length + 1, /out of range: the file has \d+ lines/],
    ['backwards', line, line - 1, /ends before it begins/],
  ])('does not hold %s', (_, start, end, why) => expect(citing(start, end).join()).toMatch(why));

  it('is of a file of the archive', () =>
    expect(faultsOf(citationsHold, statement, { citations: [{ path: 'a/b.cs', start: 1, end: 1 }] }).join()).toMatch(
      /not in the source/,
    ));

  it('holds the whole name, and no longer one', () =>
    expect(citing(line, line, { identifiers: ['OrderPlaced'] }).join()).toMatch(/holds none/));

  it('holds a telling name, and not only what stands everywhere in the file', () => {
    const identifiers = ['OrderPlacedEvent', 'order'];
    expect(citing(line, line, { identifiers })).toEqual([]);
    const elsewhere = (texts.get(path)?.findIndex((each) => each.includes('order.CancellationReason')) ?? 0) + 1;
    expect(citing(elsewhere, elsewhere, { identifiers: ['order'] })).toEqual([]);
    expect(citing(elsewhere, elsewhere, { identifiers }).join()).toMatch(/OrderPlacedEvent is elsewhere in it/);
  });

  it('holds what its requirement quotes', () => {
    const quoting = (message: string) =>
      faultsOf(citationsHold, `If there are too many lines, then the module shall say “${message}”.`, {
        identifiers: ['TooManyLinesException'],
        citations: [{ path, start: 1, end: length }],
      });
    expect(quoting('At most … lines.')).toEqual([]);
    expect(quoting('At most … wizards.').join()).toMatch(/quotes “wizards.”/);
  });

  it('may hold the last name of a dotted one', () =>
    expect(citing(line, line, { identifiers: ['Shop.Orders.OrderPlacedEvent'] })).toEqual([]));

  it('is needed by all but gaps', () => {
    expect(faultsOf(citationsHold, statement, { citations: [] })).toEqual(['cites nothing']);
    expect(faultsOf(citationsHold, statement, { citations: [], label: 'gap' })).toEqual([]);
  });

  it('of a row is where the fact is', () => {
    const parts = partsOf({
      ...aDocument,
      entities: aDocument.entities.map((each) => ({ ...each, citation: { path, start: 1, end: 2 } })),
      endpoints: aDocument.endpoints.map((each) => ({ ...each, citation: { path, start: 1, end: 2 } })),
    });
    const faulty = parts.filter((part) => citationsHold.faults(part, { source: aSource, texts }).length > 0);
    expect(faulty).toHaveLength(aDocument.entities.length + aDocument.endpoints.length);
  });

  it('of an invented name holds nothing', () =>
    expect(aRequirement(statement).identifiers).toEqual(['OrderPlacedEvent']));
});
