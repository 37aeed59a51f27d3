import fc from 'fast-check';
import type { ExportedResource } from './resource.ts';
import { sameResources } from './same-resource.ts';

const part = (identifiers: readonly string[], more: Partial<ExportedResource> = {}): ExportedResource => ({
  source: { file: 'x', pointer: '' },
  under: '',
  dialect: 'aws-cli',
  type: 'AWS::IAM::Role',
  called: 'x',
  identifiers,
  properties: {},
  ...more,
});

const firsts = (...parts: readonly ExportedResource[]) => sameResources(parts).map(({ identifiers }) => identifiers[0]);

describe('parts of one resource come to share all their identifiers', () => {
  it('through any name two of them have in common', () => {
    const parts = sameResources([part(['AROA1', 'arn:1']), part(['shop']), part(['shop', 'arn:1'])]);
    expect(new Set(parts.map(({ identifiers }) => identifiers[0])).size).toBe(1);
    expect(parts.map(({ identifiers }) => new Set(identifiers))).toEqual(
      Array(3).fill(new Set(['AROA1', 'arn:1', 'shop'])),
    );
  });

  it('and what one knows of region and account', () => {
    const [, policy] = sameResources([
      part(['shop'], { region: 'eu-west-1', account: '111122223333' }),
      part(['shop']),
    ]);
    expect(policy).toMatchObject({ region: 'eu-west-1', account: '111122223333' });
  });
});

describe('different resources stay apart', () => {
  it('of different types', () => {
    expect(firsts(part(['shop', 'a']), part(['shop', 'b'], { type: 'AWS::Lambda::Function' }))).toEqual([
      'shop',
      'shop',
    ]);
    expect(
      sameResources([part(['shop', 'a']), part(['shop', 'b'], { type: 'AWS::Lambda::Function' })])[1]?.identifiers,
    ).toEqual(['shop', 'b']);
  });

  it('of one name in two regions, by their ARNs', () => {
    const one = part(['shop', 'arn:aws:1'], { region: 'eu-west-1' });
    const other = part(['shop', 'arn:aws:2'], { region: 'us-east-1' });
    expect(firsts(one, other)).toEqual(['arn:aws:1', 'arn:aws:2']);
  });

  it('without a type or an identifier', () => {
    const { type: _, ...untyped } = part(['shop']);
    expect(sameResources([untyped, part([]), part([])])).toEqual([untyped, part([]), part([])]);
  });
});

describe('the order of the parts does not matter', () => {
  it('to which are found to be the same', () => {
    const parts = [['a', 'b'], ['b', 'c'], ['c'], ['d'], ['d', 'e'], ['f']].map((names) => part(names));
    const groups = (all: readonly ExportedResource[]) =>
      sameResources(all)
        .map(({ identifiers }) => identifiers.toSorted().join())
        .toSorted();
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) =>
        expect(groups(shuffled)).toEqual(groups(parts)),
      ),
    );
  });
});
