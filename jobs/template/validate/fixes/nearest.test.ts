import { distance, nearest } from './nearest.ts';

describe('the distance of two names', () => {
  it.each([
    ['Timeout', 'Timeout', 0],
    ['Timout', 'Timeout', 1],
    ['Tiemout', 'Timeout', 1],
    ['Time', 'Timeout', 3],
    ['Abc', 'XyzAbc', 3],
  ])('%s to %s is %i', (a, b, expected) => {
    expect(distance(a, b, 5)).toBe(expected);
  });
});

describe('the name that is meant', () => {
  const known = ['BucketName', 'BucketEncryption', 'Tags', 'PublicSubnet1', 'PublicSubnet2', 'SubnetId', 'SubnetIds'];

  it.each([
    ['bucketname', 'BucketName'],
    ['BucketNme', 'BucketName'],
    ['BucketEncyrption', 'BucketEncryption'],
    ['subnetIds', 'SubnetIds'],
  ])('%s is %s', (name, meant) => {
    expect(nearest(name, known)).toBe(meant);
  });

  it.each([
    ['Colour', 'nothing is near'],
    ['Tag', 'three letters are too few to guess from'],
    ['PublicSubnet3', 'another digit is another thing'],
    ['SubnetIdd', 'two are as near'],
    ['', 'there is nothing to go by'],
  ])('%s is none of them: %s', (name) => {
    expect(nearest(name, known)).toBeUndefined();
  });

  it('is not chosen between two that differ in case only', () => {
    expect(nearest('id', ['Id', 'ID'])).toBeUndefined();
  });
});
