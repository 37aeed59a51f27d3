import type { JsonObject } from '#schemas/json.ts';
import openapi from '../../schemas/json/openapi.json' with { type: 'json' };
import { brokenOperations } from './operations.ts';

const text = { type: 'string' };
const named = (name: string, required: boolean, schema: JsonObject = text) => ({ name, in: 'query', required, schema });
const json = (schema: JsonObject) => ({ content: { 'application/json': { schema } } });
const object = (properties: JsonObject, required: readonly string[] = []) => ({ type: 'object', properties, required });

const document = (operation: JsonObject | undefined, schemas: JsonObject = {}): JsonObject => ({
  openapi: '3.1.0',
  paths: { '/v1/things': operation ? { post: operation } : {} },
  components: { schemas },
});

const broken = (before: JsonObject, now: JsonObject) =>
  brokenOperations(before, now).map(({ path, what }) => `${path}: ${what}`);

const reply = { responses: { 200: json(object({ id: text }, ['id'])) } };

describe('A client of the API', () => {
  it.each<[string, JsonObject, JsonObject | undefined, string]>([
    ['an operation that is gone', reply, undefined, 'POST /v1/things: is not there any more'],
    [
      'a parameter that must be given now',
      reply,
      { ...reply, parameters: [named('limit', true)] },
      'POST /v1/things parameter query limit: is not said, and is asked for',
    ],
    [
      'a parameter of another type',
      { ...reply, parameters: [named('limit', false)] },
      { ...reply, parameters: [named('limit', false, { type: 'integer' })] },
      'POST /v1/things parameter query limit: may be string, and only integer is taken',
    ],
    [
      'a body that must be given now',
      reply,
      { ...reply, requestBody: { required: true, ...json(text) } },
      'POST /v1/things request: needs a body, which it did not',
    ],
    [
      'a field that must be given now',
      { ...reply, requestBody: json(object({})) },
      { ...reply, requestBody: json(object({ a: text }, ['a'])) },
      'POST /v1/things request a: is not said, and is asked for',
    ],
    [
      'a media type that is not taken',
      { ...reply, requestBody: json(text) },
      { ...reply, requestBody: { content: {} } },
      'POST /v1/things request: is not taken as application/json any more',
    ],
    [
      'a field that is not answered',
      reply,
      { responses: { 200: json(object({})) } },
      'POST /v1/things 200 id: is not said, and is asked for',
    ],
    [
      'another status',
      reply,
      { responses: { 202: reply.responses[200] } },
      'POST /v1/things 200: is not answered any more',
    ],
    [
      'another media type',
      reply,
      { responses: { 200: { content: { 'text/plain': {} } } } },
      'POST /v1/things 200: is not answered as application/json any more',
    ],
  ])('is broken by %s', (_, before, now, said) => {
    expect(broken(document(before), document(now))).toEqual([said]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a parameter that may be given', reply, { ...reply, parameters: [named('limit', false)] }],
    ['one more field of a reply', reply, { responses: { 200: json(object({ id: text, at: text }, ['id'])) } }],
    ['one more way to be refused', reply, { responses: { ...reply.responses, 429: json(text) } }],
    ['a reply that cannot be refused so any more', { responses: { ...reply.responses, 409: json(text) } }, reply],
  ])('is not broken by %s', (_, before, now) => {
    expect(broken(document(before), document(now))).toEqual([]);
  });

  it('is judged by what references lead to, in the document that they are in', () => {
    const referring = { responses: { 200: json({ $ref: '#/components/schemas/Thing' }) } };
    const [before, now] = [
      { Thing: object({ id: text }, ['id']) },
      { Thing: object({ id: { type: 'integer' } }, ['id']) },
    ];
    expect(broken(document(referring, before), document(referring, now))).toEqual([
      'POST /v1/things 200 id: may be integer, and only string is taken',
    ]);
  });
});

it('The whole description of the API breaks nothing of itself, and something if any of its operations goes', () => {
  const whole: JsonObject = JSON.parse(JSON.stringify(openapi));
  expect(brokenOperations(whole, whole)).toEqual([]);
  expect(brokenOperations(whole, { ...whole, paths: {} }).length).toBeGreaterThan(15);
});
