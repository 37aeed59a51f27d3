import fc from 'fast-check';
import * as z from 'zod';
import type { JsonObject } from '#schemas/json.ts';
import { refusals } from './refusals.ts';

const side = (schema: z.ZodType, io: 'input' | 'output' = 'input') => {
  const root: JsonObject = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io })));
  return { schema: root, root };
};

const refused = (reader: z.ZodType, writer: z.ZodType): string[] =>
  refusals(side(reader), side(writer)).map(({ path, what }) => `${path}: ${what}`);

const { object, string, number, int, array, record, optional, literal, union, json, strictObject, boolean } = z;
const [abc, ab] = [z.enum(['a', 'b', 'c']), z.enum(['a', 'b'])];
const kinds = <Kind extends string>(...names: readonly Kind[]) =>
  union(names.map((kind) => object({ kind: literal(kind), at: string() })));

describe('A reader refuses', () => {
  it.each<[string, z.ZodType, z.ZodType, string]>([
    ['what it asks for and is not said', object({ x: string() }), object({}), 'x: is not said, and is asked for'],
    [
      'what it asks for and may be missing',
      object({ x: string() }),
      object({ x: optional(string()) }),
      'x: may be missing, and is asked for',
    ],
    ['another type', object({ x: string() }), object({ x: number() }), 'x: may be number, and only string is taken'],
    ['a wider type', int(), number(), '(all of it): may be number, and only integer is taken'],
    ['null', string(), string().nullable(), '(all of it): may be null, and only string is taken'],
    ['anything, if it takes something', string(), json(), '(all of it): may be number, and only string is taken'],
    ['a value that it does not know', ab, abc, '(all of it): may be "c", and only "a", "b" is taken'],
    ['any text, if it knows some values', ab, string(), '(all of it): may be any value, and only "a", "b" is taken'],
    ['either truth, if it takes one', literal(true), boolean(), '(all of it): may be false, and only true is taken'],
    [
      'less than it takes',
      int().min(1),
      int().min(0),
      '(all of it): may be beyond the value that is taken (minimum 1)',
    ],
    [
      'more than it takes',
      array(string()).max(2),
      array(string()).max(3),
      '(all of it): may be beyond the number of items that is taken (maxItems 2)',
    ],
    ['a longer text', string().max(5), string(), '(all of it): may be beyond the length that is taken (maxLength 5)'],
    [
      'a named value that is too long',
      string().max(1),
      z.enum(['a', 'bb']),
      '(all of it): may be beyond the length that is taken (maxLength 1)',
    ],
    [
      'another form',
      string().regex(/^a/),
      string().regex(/^b/),
      '(all of it): may be of another form than the pattern that is asked for, ^a',
    ],
    ['another format', z.url(), string(), '(all of it): may be of another form than the format that is asked for, uri'],
    [
      'a named value of another form',
      string().regex(/^a/),
      z.enum(['a', 'b']),
      '(all of it): may be of another form than the pattern that is asked for, ^a',
    ],
    [
      'what it does not know, if it is strict',
      strictObject({}),
      object({ x: string() }),
      'x: may be there, and nothing unknown is taken',
    ],
    [
      'any member, if it is strict',
      strictObject({}),
      record(string(), string()),
      '(all of it): may have any member, and nothing unknown is taken',
    ],
    [
      'an item of another type',
      object({ list: array(string()) }),
      object({ list: array(int()) }),
      'list[]: may be integer, and only string is taken',
    ],
    [
      'an item of a tuple',
      z.tuple([string(), int()]),
      z.tuple([string(), string()]),
      '[1]: may be string, and only integer is taken',
    ],
    [
      'a member of another type',
      record(string(), int()),
      record(string(), string()),
      '*: may be string, and only integer is taken',
    ],
    [
      'a field, where all have one type',
      record(string(), int()),
      object({ x: string() }),
      'x: may be string, and only integer is taken',
    ],
    [
      'a name that it does not know',
      z.partialRecord(ab, int()),
      z.partialRecord(abc, int()),
      '(name): may be "c", and only "a", "b" is taken',
    ],
    [
      'a field by a name that it does not know',
      z.partialRecord(ab, int()),
      object({ c: int() }),
      'c: has a name that is not taken',
    ],
    [
      'a variant that it does not know',
      kinds('sns'),
      kinds('sns', 'sms'),
      'kind: may be "sms", and only "sns" is taken',
    ],
  ])('%s', (_, reader, writer, said) => {
    expect(refused(reader, writer)).toContain(said);
  });

  it('a constraint that it cannot compare', () => {
    const [reader, writer] = [
      { type: 'integer', multipleOf: 5 },
      { type: 'integer', multipleOf: 10 },
    ];
    expect(refusals({ schema: reader, root: {} }, { schema: writer, root: {} })).toEqual([
      { path: '(all of it)', what: 'is asked for another "multipleOf"' },
    ]);
  });
});

describe('A reader takes', () => {
  it.each<[string, z.ZodType, z.ZodType]>([
    ['a field that it does not know', object({}), object({ x: string() })],
    ['what may be missing, if it does without', object({ x: optional(string()) }), object({})],
    ['what is always there, if it may be missing', object({ x: optional(string()) }), object({ x: string() })],
    ['a narrower type', number(), int()],
    ['fewer values', abc, ab],
    ['values of a type', string(), abc],
    ['values of a form', string().regex(/^[ab]$/), ab],
    ['a narrower limit', int().min(0).max(9), int().min(1).max(5)],
    ['named numbers within its limits', int().min(1), union([literal(1), literal(2)])],
    ['one of its variants', union([string(), object({ x: string() })]), object({ x: string() })],
    ['fewer variants', kinds('sns', 'sms'), kinds('sns')],
    ['anything, if it asks for nothing', z.unknown(), json()],
    ['any JSON, as any JSON', object({ data: json() }), object({ data: json() })],
    ['what refers to itself', json(), record(string(), array(json()))],
  ])('%s', (_, reader, writer) => {
    expect(refused(reader, writer)).toEqual([]);
  });
});

it('A reference that leads nowhere is an error, not a pass', () => {
  const broken = { schema: { $ref: '#/$defs/gone' }, root: {} };
  expect(() => refusals(broken, side(string()))).toThrow('#/$defs/gone leads nowhere');
});

describe('Any two schemas', () => {
  type Known = { readonly schema: z.ZodType; readonly value: fc.Arbitrary<unknown> };

  const letters = ['a', 'b', 'c'];
  const some = fc.subarray(letters, { minLength: 1 });
  const limits = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 3, max: 6 }));

  const { known } = fc.letrec<{ known: Known }>((tie) => ({
    known: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constant<Known>({ schema: string(), value: fc.constantFrom('', 'a', 'zz') }),
      fc.constant<Known>({ schema: boolean(), value: fc.boolean() }),
      fc.constant<Known>({ schema: number(), value: fc.constantFrom(0, 2, 0.5) }),
      some.map((values): Known => ({ schema: z.enum(values), value: fc.constantFrom(...values) })),
      limits.map(([min, max]): Known => ({ schema: int().min(min).max(max), value: fc.integer({ min, max }) })),
      tie('known').map(
        ({ schema, value }): Known => ({ schema: array(schema), value: fc.array(value, { maxLength: 3 }) }),
      ),
      tie('known').map(
        ({ schema, value }): Known => ({
          schema: record(string(), schema),
          value: fc.dictionary(fc.constantFrom(...letters), value),
        }),
      ),
      fc.tuple(tie('known'), tie('known')).map(
        ([one, other]): Known => ({
          schema: union([one.schema, other.schema]),
          value: fc.oneof(one.value, other.value),
        }),
      ),
      fc
        .tuple(some, fc.array(tie('known'), { minLength: 3, maxLength: 3 }), fc.boolean(), fc.boolean())
        .map(([names, types, isStrict, isOptional]): Known => {
          const members = names.map(
            (name, at) => [name, types[at] ?? { schema: z.null(), value: fc.constant(null) }] as const,
          );
          const shape = Object.fromEntries(
            members.map(([name, { schema }]) => [name, isOptional ? optional(schema) : schema]),
          );
          const value = fc.record(
            Object.fromEntries(members.map(([name, member]) => [name, member.value])),
            isOptional ? { requiredKeys: [] } : {},
          );
          return { schema: isStrict ? strictObject(shape) : object(shape), value };
        }),
    ),
  }));

  it('if nothing is refused, every value of the one is taken by the other', () => {
    let taken = 0;
    const pairs = fc
      .tuple(known, known)
      .chain(([reader, writer]) => writer.value.map((value) => ({ reader, writer, value })));
    fc.assert(
      fc.property(pairs, ({ reader, writer, value }) => {
        if (refused(reader.schema, writer.schema).length > 0) return;
        taken += 1;
        expect(reader.schema.safeParse(value).error).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('nothing is refused by the same', () => {
    fc.assert(
      fc.property(known, ({ schema }) => expect(refused(schema, schema)).toEqual([])),
      { numRuns: 500 },
    );
  });
});
