import { parseDocuments } from './documents.ts';
import { pythonToJson } from './python.ts';

const read = (text: string) => parseDocuments(text, 'x.json')[0]?.value;

describe('what Python prints is read as what it means', () => {
  it.each<[string, string, unknown]>([
    ['single quotes', "{'VpcId': 'vpc-1'}", { VpcId: 'vpc-1' }],
    ['True, False and None', "{'a': True, 'b': False, 'c': None}", { a: true, b: false, c: null }],
    ['quotes within quotes', `{'a': "it's", 'b': 'say "x"', 'c': 'it\\'s'}`, { a: "it's", b: 'say "x"', c: "it's" }],
    ['escapes', String.raw`{'a': 'x\n\t\\\x41\u00e9'}`, { a: 'x\n\t\\Aé' }],
    [
      'moments',
      "{'At': datetime.datetime(2026, 3, 2, 9, 5, tzinfo=tzutc()), 'On': datetime.datetime(2026, 1, 2)}",
      { At: '2026-03-02T09:05:00Z', On: '2026-01-02T00:00:00Z' },
    ],
    ['words that only look like literals', "{'a': 'None', 'b': 'True'}", { a: 'None', b: 'True' }],
  ])('%s', (_, text, value) => expect(read(text)).toEqual(value));

  it.each([
    ['an object of a class', "{'Body': <botocore.response.StreamingBody object at 0x7f>}"],
    ['a string that is cut off', "{'a': 'x"],
    ['a bare word', '{a: 1}'],
  ])('nothing is guessed of %s', (_, text) => expect(pythonToJson(text)).toBeUndefined());

  it('still tells of a missing brace', () => {
    expect(() => read("{'Vpcs': [{'VpcId': 'vpc-1'}")).toThrow('is not valid JSON');
  });
});
