import { readFileSync } from 'node:fs';
import type { JsonObject } from '#schemas/json.ts';
import { GatewayError } from './gateway-error.ts';
import type { ApiRequest } from './request.ts';
import { type Checks, requestValidator } from './request-validator.ts';

const asked = (body: string, more: Partial<Pick<ApiRequest, 'headers' | 'query'>> = {}): ApiRequest => ({
  id: '1',
  receivedAt: new Date(0),
  method: 'POST',
  path: '/',
  query: [],
  headers: [['Content-Type', 'application/json; charset=utf-8']],
  sourceIp: '127.0.0.1',
  ...more,
  body: Buffer.from(body),
});

const operation = {
  parameters: [
    { name: 'q', in: 'query', required: true },
    { name: 'X-Key', in: 'header', required: true },
    { name: 'id', in: 'path', required: true },
    { name: 'page', in: 'query' },
  ],
  requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
  schemas: {
    Order: {
      type: 'object',
      required: ['kind'],
      additionalProperties: false,
      properties: {
        kind: { enum: ['a', 'b'] },
        lines: { type: 'array', maxItems: 2, items: { $ref: '#/components/schemas/Line' } },
      },
    },
    Line: { type: 'object', properties: { text: { type: 'string', maxLength: 3, nullable: true } } },
  },
};

const check = (checks: Partial<Checks>, request: ApiRequest): GatewayError | undefined => {
  const all = { validateRequestBody: false, validateRequestParameters: false, ...checks };
  try {
    requestValidator(all, operation)(request);
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
};

describe('a request validator', () => {
  const body = { validateRequestBody: true };

  it.each(['{"kind":"a"}', '{"kind":"b","lines":[{"text":null},{"text":"abc","more":1}]}'])(
    'lets %s through',
    (text) => {
      expect(check(body, asked(text))).toBeUndefined();
    },
  );

  it.each([
    ['', '/kind'],
    ['{', 'not JSON'],
    ['null', '/'],
    ['[]', '/'],
    ['{"kind":"c"}', '/kind'],
    ['{"kind":"a","other":1}', 'other'],
    ['{"kind":"a","lines":[{"text":"abcd"}]}', '/lines/0/text'],
    ['{"kind":"a","lines":[{},{},{}]}', '/lines'],
  ])('refuses %s for what is wrong with %s', (text, detail) => {
    expect(check(body, asked(text))).toMatchObject({
      type: 'BAD_REQUEST_BODY',
      status: 400,
      message: 'Invalid request body',
      detail: expect.stringContaining(detail),
    });
  });

  it('takes a body without a type for JSON, and lets one of a type without a model through', () => {
    expect(check(body, asked('{', { headers: [] }))).toMatchObject({ type: 'BAD_REQUEST_BODY' });
    expect(check(body, asked('{', { headers: [['content-type', 'text/plain']] }))).toBeUndefined();
  });

  it('names all required parameters that are not there, or are empty', () => {
    const parameters = { validateRequestParameters: true };
    expect(check(parameters, asked('', { query: [['q', '']] }))?.message).toBe(
      'Missing required request parameters: [q, X-Key]',
    );
    expect(check(parameters, asked('', { query: [['q', '1']], headers: [['x-key', '1']] }))).toBeUndefined();
  });

  it('looks at nothing it was not asked to', () => {
    expect(check({}, asked('{'))).toBeUndefined();
  });

  it('can check every body of our own API', () => {
    const own = JSON.parse(readFileSync('resources/openapi.json', 'utf8'));
    const operations = Object.values<Record<string, JsonObject>>(own.paths).flatMap((item) => Object.values(item));
    const bodies = operations.flatMap(({ requestBody }) =>
      requestBody === undefined ? [] : [requestBody as JsonObject],
    );
    expect(bodies.length).toBeGreaterThan(0);
    for (const requestBody of bodies) {
      const checks = { validateRequestBody: true, validateRequestParameters: false };
      const validate = requestValidator(checks, { parameters: [], requestBody, schemas: {} });
      expect(() => validate(asked('[]'))).toThrow('Invalid request body');
    }
  });
});
