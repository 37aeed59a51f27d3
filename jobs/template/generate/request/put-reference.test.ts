import { putAt } from './put-reference.ts';

const here = { Ref: 'Orders' };

describe('a reference is put where it belongs', () => {
  it.each([
    [
      { Dimensions: [{ Name: 'QueueName', Value: null }] },
      '/Dimensions/0/Value',
      { Dimensions: [{ Name: 'QueueName', Value: here }] },
    ],
    [{}, '/AlarmActions/0', { AlarmActions: [here] }],
    [{ AlarmActions: ['a'] }, '/AlarmActions/-', { AlarmActions: ['a', here] }],
    [{}, '/RedrivePolicy/deadLetterTargetArn', { RedrivePolicy: { deadLetterTargetArn: here } }],
  ])('%j %s', (properties, pointer, after) => {
    expect(putAt(properties, pointer, here)).toEqual(after);
  });

  it.each(['', 'x', '/AlarmActions/7', '/AlarmActions/x', `/${'a/'.repeat(40)}`])('or nowhere: %s', (pointer) => {
    expect(putAt({ AlarmActions: [] }, pointer, here)).toBeUndefined();
  });

  it('never into a prototype', () => {
    putAt({}, '/__proto__/polluted', here);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
