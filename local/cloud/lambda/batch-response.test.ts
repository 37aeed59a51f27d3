import { processed } from './batch-response.ts';
import type { Invocation } from './invocation.ts';

const ids = ['a', 'b', 'c'];
const success = (payload: unknown): Invocation => ({ outcome: 'success', payload });
const failures = (...items: unknown[]) => success({ batchItemFailures: items });
const failed = (outcome: 'error' | 'timeout' | 'crash'): Invocation => ({ outcome, errorType: 'E', errorMessage: 'm' });

describe('the messages of a batch that are done with', () => {
  const cases: readonly (readonly [string, Invocation, readonly string[]])[] = [
    ['all, with no failures', failures(), ids],
    ['all, with no response', success(null), ids],
    ['all, with null for the failures', success({ batchItemFailures: null }), ids],
    ['all but those reported', failures({ itemIdentifier: 'b' }), ['a', 'c']],
    ['none, when one is reported that is not in the batch', failures({ itemIdentifier: 'z' }), []],
    ['none, when an identifier is empty', failures({ itemIdentifier: '' }), []],
    ['none, when an identifier is missing', failures({}), []],
    ['none, when the failures are no list', success({ batchItemFailures: 'b' }), []],
    ['none, when the response is no object', success('done'), []],
    ['none, when the function fails', failed('error'), []],
    ['none, when it takes too long', failed('timeout'), []],
    ['none, when it crashes', failed('crash'), []],
  ];
  it.each(cases)('%s', (_, invocation, expected) => expect(processed(invocation, ids, true)).toEqual(expected));

  it('all, whatever is reported, if the mapping does not ask for reports', () =>
    expect(processed(failures({ itemIdentifier: 'b' }), ids, false)).toEqual(ids));
});
