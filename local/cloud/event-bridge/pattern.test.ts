import type { JsonObject } from '#schemas/json.ts';
import { eventPattern } from './pattern.ts';

const event: JsonObject = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  resources: ['arn:aws:s3:::drops', 'arn:aws:s3:::more'],
  detail: {
    bucket: { name: 'drops' },
    object: { key: 'drops/Web Service/vpc+1.JSON', size: 5 },
    ip: '10.1.2.3',
    flag: true,
    nothing: null,
    empty: [],
    parts: [
      { name: 'a', size: 1 },
      { name: 'b', size: 2 },
    ],
  },
};

const detail = (pattern: JsonObject): JsonObject => ({ detail: pattern });
const object = (key: JsonObject): JsonObject => detail({ object: key });

describe('an event pattern matches', () => {
  const cases: readonly (readonly [string, JsonObject])[] = [
    ['an exact value', { source: ['aws.s3'] }],
    ['one of several values', { source: ['aws.ec2', 'aws.s3'] }],
    ['every field it names', { source: ['aws.s3'], ...detail({ bucket: { name: ['drops'] } }) }],
    ['any element of an array', { resources: ['arn:aws:s3:::more'] }],
    ['a number', object({ size: [5] })],
    ['a boolean and a null', detail({ flag: [true], nothing: [null] })],
    ['a prefix', object({ key: [{ prefix: 'drops/' }] })],
    ['a prefix in any case', object({ key: [{ prefix: { 'equals-ignore-case': 'DROPS/' } }] })],
    ['a suffix', object({ key: [{ suffix: '.JSON' }] })],
    ['a suffix in any case', object({ key: [{ suffix: { 'equals-ignore-case': '.json' } }] })],
    ['anything but a value', { source: [{ 'anything-but': 'aws.ec2' }] }],
    ['anything but a list', { source: [{ 'anything-but': ['aws.ec2', 'aws.ecs'] }] }],
    ['anything but a prefix', object({ key: [{ 'anything-but': { prefix: 'init' } }] })],
    ['anything but a wildcard', object({ key: [{ 'anything-but': { wildcard: '*.yaml' } }] })],
    ['a range of numbers', object({ size: [{ numeric: ['>', 0, '<=', 5] }] })],
    ['an existing field', object({ size: [{ exists: true }] })],
    ['a missing field', object({ etag: [{ exists: false }] })],
    ['a field missing deep down', { detail: { no: { such: { field: [{ exists: false }] } } } }],
    ['an empty array as a missing field', detail({ empty: [{ exists: false }] })],
    ['equality in any case', { source: [{ 'equals-ignore-case': 'AWS.S3' }] }],
    ['an address in a block', detail({ ip: [{ cidr: '10.0.0.0/8' }] })],
    ['a wildcard', object({ key: [{ wildcard: 'drops/*/vpc+*.JSON' }] })],
    ['a wildcard at both ends', object({ key: [{ wildcard: '*Service*' }] })],
    ['one of two alternatives', { $or: [{ source: ['aws.ec2'] }, object({ size: [{ numeric: ['=', 5] }] })] }],
    ['fields of one object in an array', detail({ parts: { name: ['b'], size: [2] } })],
  ];
  it.each(cases)('%s', (_, pattern) => expect(eventPattern(pattern)(event)).toBe(true));
});

describe('an event pattern does not match', () => {
  const cases: readonly (readonly [string, JsonObject])[] = [
    ['a different value', { source: ['aws.ec2'] }],
    ['a string for a number', object({ size: ['5'] })],
    ['when one field of several differs', { source: ['aws.s3'], ...detail({ bucket: { name: ['other'] } }) }],
    ['a field the event lacks', object({ etag: ['x'] })],
    ['anything but, when the field is missing', object({ etag: [{ 'anything-but': 'x' }] })],
    ['anything but a prefix it has', object({ key: [{ 'anything-but': { prefix: ['x', 'drops'] } }] })],
    ['numbers out of range', object({ size: [{ numeric: ['<', 5] }] })],
    ['an address outside the block', detail({ ip: [{ cidr: '10.2.0.0/16' }] })],
    ['a wildcard whose parts would overlap', { source: [{ wildcard: 'aws.s*.s3' }] }],
    ['an escaped asterisk', { source: [{ wildcard: 'aws.\\*' }] }],
    ['neither of two alternatives', { $or: [{ source: ['a'] }, { source: ['b'] }] }],
    ['fields spread over two objects of an array', detail({ parts: { name: ['b'], size: [1] } })],
    ['what an object inherits', { detail: { constructor: [{ exists: true }] } }],
  ];
  it.each(cases)('%s', (_, pattern) => expect(eventPattern(pattern)(event)).toBe(false));
});

describe('an event pattern is refused', () => {
  const cases: readonly (readonly [string, JsonObject, string])[] = [
    ['when it is empty', {}, 'empty'],
    ['for a value outside a list', { source: 'aws.s3' }, '"source" must be an object or an array'],
    ['for an unknown operator', { source: [{ like: 'aws' }] }, 'unknown operator "like"'],
    ['for an operator that objects inherit', { source: [{ toString: 'aws' }] }, 'unknown operator "toString"'],
    ['for two operators in one rule', { source: [{ prefix: 'a', suffix: 'b' }] }, 'one operator'],
    ['for a bad range', object({ size: [{ numeric: ['>'] }] }), '"numeric" needs'],
    ['for a bad block', detail({ ip: [{ cidr: '10.0.0.0/33' }] }), 'not a CIDR block'],
    ['for one alternative', { $or: [{ source: ['a'] }] }, '"$or" needs'],
    ['for an empty list', { source: [] }, 'empty'],
  ];
  it.each(cases)('%s', (_, pattern, message) => expect(() => eventPattern(pattern)).toThrow(message));
});
