import * as z from 'zod';
import { catalogue } from '#events/index.ts';
import { defineEvent } from '#schemas/event.ts';
import { jsonSchemaOf } from '../schemas/json-schema.ts';
import { eventSchema, type Published } from '../schemas/published.ts';
import { brokenPromises } from './promises.ts';

const { object, string, int, optional } = z;

const broken = (was: Published, now: Published, version = '0.2.1') =>
  brokenPromises({ now, was: jsonSchemaOf(was, 'input'), since: '0.2.0', version });

const document = (schema: z.ZodType, travels: Published['travels']): Published => ({ name: 'doc', schema, travels });

type Version = `${number}.${number}.${number}`;

const event = (version: Version, data: z.ZodType, earlier?: Record<string, z.ZodType>): Published =>
  eventSchema(
    defineEvent({
      type: 'Thing',
      version,
      description: 'A thing',
      producers: ['intake'],
      consumers: ['collector'],
      data,
      ...(earlier && { earlier }),
      sample: {},
    }),
  );

const [x, none, maybe] = [object({ x: string() }), object({}), object({ x: optional(string()) })];

describe('What others write and we read', () => {
  it('may become more than it was, and not less', () => {
    expect(broken(document(x, 'read'), document(maybe, 'read'))).toEqual([]);
    expect(broken(document(maybe, 'read'), document(x, 'read'))).toEqual([
      {
        name: 'doc',
        path: 'x',
        what: 'this release refuses what 0.2.0 took: it may be missing, and is asked for',
        remedy: 'Keep it as it was, or release this as 0.3.0.',
      },
    ]);
  });

  it('is told and no more if the release says that it may break', () => {
    const [found, ...others] = broken(document(maybe, 'read'), document(x, 'read'), '0.3.0');
    expect(found).not.toHaveProperty('remedy');
    expect(others).toEqual([]);
  });
});

describe('What we write and others read', () => {
  it('may say more, and not less', () => {
    expect(broken(document(maybe, 'written'), document(x, 'written'))).toEqual([]);
    expect(broken(document(x, 'written'), document(maybe, 'written'))[0]?.what).toBe(
      'who reads it by 0.2.0 refuses it: it may be missing, and is asked for',
    );
  });

  it('always has what has a default', () => {
    expect(broken(document(x, 'written'), document(object({ x: string().default('') }), 'written'))).toEqual([]);
  });
});

describe('What a release of ours reads of another', () => {
  it('must be read as it was written, whatever version this is', () => {
    const [found] = broken(document(none, 'kept'), document(x, 'kept'), '1.0.0');
    expect(found).toMatchObject({ path: 'x', remedy: expect.stringContaining('give it a default') });
  });

  it('may get a field with a default', () => {
    expect(broken(document(none, 'kept'), document(object({ x: string().default('') }), 'kept'))).toEqual([]);
  });
});

describe('An event', () => {
  it.each<[string, z.ZodType, z.ZodType, string]>([
    ['loses a field', x, none, '0.2.0 refuses what this release says: it is not said, and is asked for'],
    ['may be without a field', x, maybe, '0.2.0 refuses what this release says: it may be missing, and is asked for'],
    ['asks for one more field', none, x, 'this release refuses what 0.2.0 says: it is not said, and is asked for'],
    [
      'asks for what could be missing',
      maybe,
      x,
      'this release refuses what 0.2.0 says: it may be missing, and is asked for',
    ],
    [
      'has a field of another type',
      x,
      object({ x: int() }),
      'this release refuses what 0.2.0 says: it may be string, and only integer is taken',
    ],
    [
      'knows a value less',
      object({ x: z.enum(['a', 'b']) }),
      object({ x: z.enum(['a']) }),
      'this release refuses what 0.2.0 says: it may be "b", and only "a" is taken',
    ],
    [
      'knows a value more',
      object({ x: z.enum(['a']) }),
      object({ x: z.enum(['a', 'b']) }),
      '0.2.0 refuses what this release says: it may be "b", and only "a" is taken',
    ],
    [
      'has a wider limit',
      object({ x: int().max(1) }),
      object({ x: int().max(2) }),
      '0.2.0 refuses what this release says: it may be beyond the value that is taken (maximum 1)',
    ],
  ])('that %s breaks, and is told to become another major', (_, was, now, what) => {
    const found = broken(event('1.0.0', was), event('1.1.0', now));
    expect(found).toContainEqual({
      name: 'event.Thing',
      path: 'data.x',
      what,
      remedy:
        'Keep it as it was, or make it version 2.0.0 with a reader of 1 in "earlier": docs/decisions/event-versions.md',
    });
  });

  it.each<[string, z.ZodType, z.ZodType]>([
    ['gets a field that may be missing', none, maybe],
    ['gets a field with a default', none, object({ x: string().default('') })],
    ['loses a field that could be missing', maybe, none],
  ])('that %s breaks nothing, and is told to say so by a minor', (_, was, now) => {
    expect(broken(event('1.0.0', was), event('1.1.0', now))).toEqual([]);
    expect(broken(event('1.0.3', was), event('1.0.3', now))).toEqual([
      {
        name: 'event.Thing',
        path: '(all of it)',
        what: 'is still version 1.0.3, and 1.0.3 was another schema',
        remedy: 'Make it version 1.1.0.',
      },
    ]);
  });

  it('may say in other words what it says', () => {
    const described = object({ x: string().describe('The unknown') });
    expect(broken(event('1.0.0', x), event('1.0.0', described))).toEqual([]);
  });

  it('may not go back', () => {
    expect(broken(event('1.1.0', x), event('1.0.0', x))).toHaveLength(1);
  });

  it('may break as a new major, if it still reads the one before', () => {
    const y = object({ y: string() });
    expect(broken(event('1.4.0', x), event('2.0.0', y))[0]?.remedy).toContain('Let "earlier" of the event read 1.x');
    expect(broken(event('1.4.0', x), event('2.0.0', y, { 1: object({ x: int() }) }))[0]).toMatchObject({
      path: 'data.x',
      what: '"earlier" refuses what 0.2.0 says: it may be string, and only integer is taken',
    });
    const reader = x.transform((old) => ({ y: old.x }));
    expect(broken(event('1.4.0', x), event('2.0.0', y, { 1: reader }))).toEqual([]);
  });
});

it.each(catalogue.map((each) => [each.type, eventSchema(each)] as const))(
  '%s keeps its promises to itself',
  (_, each) => {
    expect(broken(each, each)).toEqual([]);
  },
);
