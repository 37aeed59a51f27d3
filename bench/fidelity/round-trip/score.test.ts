import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { score } from './score.ts';
import { grown, leaf, leavesOf, type ObjectNode, object, type Tree } from './tree.ts';

const queue = loadRegistry().type('AWS::SQS::Queue');

const tree = (value: JsonObject): ObjectNode => {
  const all = grown(value);
  return all.kind === 'object' ? all : object([]);
};

const exported = (value: JsonObject): ObjectNode => {
  const all = tree(value);
  for (const each of leavesOf(all)) each.shown = true;
  return all;
};

const naming = (name: string, id: string): Tree => leaf(name, new Set([id]));

const before = { QueueName: 'orders', DelaySeconds: 5, Tags: [{ Key: 'a', Value: '1' }] };

const outcomes = (after: JsonObject | undefined) =>
  score(exported(before), after && tree(after), queue).map(({ path, outcome }) => `${path} ${outcome}`);

describe('the score of a round trip', () => {
  it('is full where everything came back', () => {
    expect(outcomes(before)).toEqual([
      '/QueueName recalled',
      '/DelaySeconds recalled',
      '/Tags/*/Key recalled',
      '/Tags/*/Value recalled',
    ]);
  });

  it('falls with a property that is missing or has another value', () => {
    expect(outcomes({ QueueName: 'orders', DelaySeconds: 6 })).toEqual([
      '/QueueName recalled',
      '/DelaySeconds lost',
      '/Tags lost',
      '/Tags lost',
    ]);
  });

  it('is nothing where no resource came back', () => {
    expect(outcomes(undefined).every((each) => each.endsWith('lost'))).toBe(true);
  });

  it('does not hold against it what was left out on purpose', () => {
    const judged = score(exported({ QueueName: 'orders', DelaySeconds: 5 }), tree({}), queue, new Set(['QueueName']));
    expect(judged.map(({ outcome }) => outcome)).toEqual(['intended', 'lost']);
  });

  it('takes no account of what was never shown', () => {
    expect(score(tree(before), tree({}), queue)).toEqual([]);
  });

  it('asks for the type that the registry wants, not for the one the template had', () => {
    const typed = (value: string | number) =>
      score(exported({ DelaySeconds: '5' }), tree({ DelaySeconds: value }), queue)[0]?.typed;
    expect([typed(5), typed('5')]).toEqual([true, false]);
  });

  it('pairs the items of lists whatever their order', () => {
    const tags = (...keys: readonly string[]) => ({ Tags: keys.map((Key) => ({ Key, Value: `of ${Key}` })) });
    const judged = score(exported(tags('a', 'b', 'c')), tree(tags('c', 'a')), queue);
    expect(judged.filter(({ outcome }) => outcome === 'lost').map(({ expected }) => expected.value)).toEqual([
      'b',
      'of b',
    ]);
  });

  it('reads a document that is written in a string', () => {
    const policy = { RedrivePolicy: { maxReceiveCount: 3 } };
    expect(score(exported({ RedrivePolicy: '{"maxReceiveCount": 3}' }), tree(policy), queue)[0]?.outcome).toBe(
      'recalled',
    );
  });
});

describe('references', () => {
  const judgeReference = (expected: Tree, actual: Tree) => {
    for (const each of leavesOf(expected)) each.shown = true;
    const [judgement] = score(object([['KmsMasterKeyId', expected]]), object([['KmsMasterKeyId', actual]]), queue);
    return judgement;
  };

  it('are recovered where they name the same resource again', () => {
    expect(judgeReference(naming('key', 'Key'), naming('key', 'Key'))).toMatchObject({ reference: 'recovered' });
  });

  it('are not where the value came back as a literal', () => {
    expect(judgeReference(naming('key', 'Key'), leaf('key'))).toMatchObject({
      outcome: 'recalled',
      reference: 'literal',
    });
  });

  it('are wrong where they name another resource, or stand for another value', () => {
    expect(judgeReference(naming('key', 'Key'), naming('key', 'Other'))).toMatchObject({ wrong: true });
    expect(judgeReference(naming('key', 'Key'), naming('other', 'Key'))).toMatchObject({
      outcome: 'lost',
      wrong: true,
    });
    expect(judgeReference(leaf('key'), naming('other', 'Other'))).toMatchObject({ wrong: true });
  });

  it('may take the place of a literal that says the same', () => {
    expect(judgeReference(leaf('key'), naming('key', 'Key'))).toMatchObject({ outcome: 'recalled' });
    expect(judgeReference(leaf('key'), naming('key', 'Key'))).not.toHaveProperty('wrong');
  });
});
