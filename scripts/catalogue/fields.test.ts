import * as z from 'zod';
import { withAnyJson } from '../schemas/any-json.ts';
import { fieldsOf } from './fields.ts';

const of = (schema: z.ZodType) =>
  fieldsOf(JSON.parse(JSON.stringify(withAnyJson(z.toJSONSchema(schema, { io: 'input' }))))).map(
    ({ path, type, presence }) => [path, type, presence],
  );

describe('The fields of a schema, as people look them up', () => {
  it('are found in objects, lists, records and variants, the outer before the inner', () => {
    const schema = z.object({
      error: z.object({ code: z.string() }),
      artifacts: z.array(z.object({ bytes: z.number().int().nonnegative() })).optional(),
      summary: z.record(z.string(), z.json()),
      channel: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('sns'), topic: z.string() }),
        z.object({ kind: z.literal('webhook'), status: z.number().int().max(599) }),
      ]),
    });
    expect(of(schema)).toEqual([
      ['error', 'object', 'always'],
      ['error.code', 'text', 'always'],
      ['artifacts', 'list of object', 'may be missing'],
      ['artifacts[].bytes', 'integer from 0', 'always'],
      ['summary', 'object', 'always'],
      ['summary.*', 'any JSON', 'may be missing'],
      ['channel', 'object', 'always'],
      ['channel.kind', '"sns" or "webhook"', 'always'],
      ['channel.topic', 'text', 'always'],
      ['channel.status', 'integer to 599', 'always'],
    ]);
  });

  it('say what is taken for them if they are missing', () => {
    expect(of(z.object({ turn: z.number().int().default(0) }))).toEqual([['turn', 'integer', '0 if missing']]);
  });

  it('name the values of an enum, and the form of a text', () => {
    const schema = z.object({ kind: z.enum(['a', 'b']), at: z.iso.datetime(), sha: z.string().regex(/^[0-9a-f]+$/) });
    expect(of(schema).map(([, type]) => type)).toEqual([
      '"a" or "b"',
      'time, ISO 8601 in UTC',
      'text like `^[0-9a-f]+$`',
    ]);
  });
});
